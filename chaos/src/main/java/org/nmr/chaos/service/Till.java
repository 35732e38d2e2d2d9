// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.service;

import org.nmr.chaos.shared.Way;

/** A second interface of some services. */
public interface Till {
    /**
     * Works before it returns.
     *
     * @param way how the caller came to it
     * @param sum a number
     * @return the next number
     */
    long pay(Way way, long sum);
}
