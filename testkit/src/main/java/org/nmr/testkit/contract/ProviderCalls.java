// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

/** The provider dispatch of the contract's NPI. */
@FunctionalInterface
public interface ProviderCalls {
    /**
     * Answers.
     *
     * @param what what the client tells
     * @return the answer
     */
    String tellProvider(String what);
}
