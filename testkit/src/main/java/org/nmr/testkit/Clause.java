// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The clauses of the behavioural contract that a test checks, such as {@code "C-64, A-1"}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Clause {
    /**
     * Returns the clauses, separated by a comma.
     *
     * @return the clauses
     */
    String value();
}
