package org.nmr.itests.npi;

/** What a client calls a provider through. */
@FunctionalInterface
public interface Greeter {
    /** Greets somebody. */
    String greet(String name) throws GreetingRefusedException;
}
