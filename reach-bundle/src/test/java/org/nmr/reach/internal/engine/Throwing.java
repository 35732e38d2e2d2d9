// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

/** A receiver that breaks the rule that no method may throw. */
final class Throwing implements Receiver {
    @Override
    public void frame(byte[] frame) {
        throw new IllegalStateException("thrown by a test");
    }

    @Override
    public void ready() {}

    @Override
    public void ended() {}

    @Override
    public void lost(String reason) {
        throw new IllegalStateException("thrown by a test, at the loss");
    }
}
