// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A class with one of each thing that can fail, for the test of the probe. */
final class Victim extends ArrayList<Object> implements Runnable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("unused") // its initializer is not instrumented
    private static final Object ONCE = new Object();

    private final String name;

    Victim() {
        this(new StringBuilder("victim"));
    }

    private Victim(CharSequence name) {
        super(new ArrayList<>());
        this.name = name.toString();
    }

    @Override
    public void run() {
        Supplier<Object> lambda = () -> new Object();
        add(lambda.get());
        add(new int[1]);
        add(new String[2]);
        add(new long[2][3]);
        add(name + size());
        add(helper());
    }

    private static List<Object> helper() {
        return List.of();
    }
}
