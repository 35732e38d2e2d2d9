// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.service;

import org.nmr.chaos.shared.Way;

/** An object that a service hands out. */
public interface Ticket extends AutoCloseable {
    /**
     * Works before it returns.
     *
     * @param way how the caller came to it
     * @return a number
     */
    int use(Way way);

    @Override
    void close();
}
