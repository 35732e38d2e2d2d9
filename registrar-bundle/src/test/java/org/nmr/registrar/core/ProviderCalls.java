// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** The provider dispatch of the tests' NPI: what a client calls a provider through. */
public interface ProviderCalls {
    /** Answers. */
    String tellProvider(String what);
}
