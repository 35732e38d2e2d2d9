// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

/** On one thread nobody would end this wait. */
final class WouldBlock extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WouldBlock() {
        super("would block");
    }
}
