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
    public String generateDisplayNameForMethod(Class<?> testClass, Method method) {
        return nameOf(method);
    }

    /**
     * Makes the name of a test for JUnit 5.12 and later, which call this method instead of the other one.
     *
     * @param enclosing the runtime types around the test class
     * @param testClass the class of the test
     * @param method the method of the test
     * @return its name and clauses
     */
    // no @Override: JUnit 5.10 does not have the method
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        return nameOf(method);
    }

    private static String nameOf(Method method) {
        String parameters = method.getParameterCount() == 0 ? "" : DisplayNameGenerator.parameterTypesAsString(method);
        Clause clause = method.getAnnotation(Clause.class);
        return method.getName() + parameters + (clause == null ? "" : " [" + clause.value() + "]");
    }
}
