package org.example.greeter.client;

/**
 * The service of this bundle. Its callers need not know about network modules. The shell calls it, too. Export this
 * package before other bundles use the service.
 */
public interface Greetings {
    /** Returns a greeting, or says that no provider is there. */
    String greet(String name);
}
