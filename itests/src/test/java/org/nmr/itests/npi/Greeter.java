// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.npi;

import java.util.concurrent.CompletionStage;

/** What a client calls a provider through. */
public interface Greeter {
    /** Greets somebody. */
    String greet(String name) throws GreetingRefusedException;

    /** Greets somebody when there is time. */
    CompletionStage<String> greetLater(String name);
}
