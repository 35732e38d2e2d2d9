// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** The client dispatch of the tests' NPI: what a provider calls a client through. */
public interface ClientCalls {
    /** Answers. */
    String tellClient(String what);
}
