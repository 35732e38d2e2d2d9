// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

/** The client dispatch of the contract's NPI. */
@FunctionalInterface
public interface ClientCalls {
    /**
     * Answers.
     *
     * @param what what the provider tells
     * @return the answer
     */
    String tellClient(String what);
}
