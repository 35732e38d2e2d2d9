// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/** The time of one call inside a service, or of one object that it has handed out. */
public interface Stay extends AutoCloseable {
    /** Ends it; later calls change nothing. */
    @Override
    void close();
}
