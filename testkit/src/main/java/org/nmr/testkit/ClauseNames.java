// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** A generator of display names that end with the clauses of the test. */
public final class ClauseNames extends DisplayNameGenerator.Simple {
    /** Makes a generator. JUnit calls it. */
    public ClauseNames() {}

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        String name = super.generateDisplayNameForMethod(enclosing, testClass, method);
        Clause clause = method.getAnnotation(Clause.class);
        return clause == null ? name : name + " [" + clause.value() + "]";
    }
}
