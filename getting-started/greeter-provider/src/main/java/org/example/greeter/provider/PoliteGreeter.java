package org.example.greeter.provider;

import org.example.greeter.Greeter;

final class PoliteGreeter implements Greeter {
    @Override
    public String greet(String name) {
        return "Hello " + name;
    }
}
