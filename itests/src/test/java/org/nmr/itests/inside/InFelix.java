// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.inside;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nmr.itests.support.Shipped;

/** Runs every test method of the class inside a fresh Felix, in a probe bundle. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProbeExtension.class)
@interface InFelix {
    /** The bundles to start. */
    Shipped[] value();
}
