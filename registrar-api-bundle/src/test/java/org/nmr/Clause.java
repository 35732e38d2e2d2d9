// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The clauses of the behavioural contract that a test holds, such as {@code "C-64, A-1"}. */
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface Clause {
    String value();
}
