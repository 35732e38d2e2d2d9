// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.time.Duration;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;

/** A program whose own log cannot be made; {@code main} makes a registrar all the same. */
public final class BrokenLoggerFinder extends System.LoggerFinder {
    /** The service loader makes it. */
    public BrokenLoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        throw new IllegalStateException("no logger today");
    }

    /** Ends with 0 if a registrar was made and unloaded. */
    public static void main(String[] arguments) {
        boolean isUnloaded = new Registrar(Environment.DEFAULT).unloadAll().await(Duration.ofSeconds(60));
        System.exit(isUnloaded ? 0 : 1);
    }
}
