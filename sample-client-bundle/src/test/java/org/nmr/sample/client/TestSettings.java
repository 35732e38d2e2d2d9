// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.lang.annotation.Annotation;

/** A configuration with this number of senders. */
record TestSettings(int senders) implements Settings {
    @Override
    public Class<? extends Annotation> annotationType() {
        return Settings.class;
    }
}
