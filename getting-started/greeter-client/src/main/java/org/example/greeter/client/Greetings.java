package org.example.greeter.client;

/** The service of this bundle: other components call it without knowing of any module. */
public interface Greetings {
    /** Returns a greeting, or says that no provider is there. */
    String greet(String name);
}
