// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A fresh Felix in this JVM for each test, with nothing in it. */
final class EmptyFelix implements BeforeEachCallback, AfterEachCallback {
    private Framework framework;

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        Path storage = Path.of("target", "felix", Long.toHexString(System.nanoTime()));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        "felix.log.level",
                        "0"));
        framework.start();
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle install(String name, String version, String... headers) throws Exception {
        return context().installBundle("test:" + name + version, Jars.open(name, version, headers));
    }

    /** Installs a bundle and tries to start it. */
    Bundle start(String name, String... headers) throws Exception {
        Bundle bundle = install(name, "1.0.0", headers);
        try {
            bundle.start();
        } catch (BundleException unresolved) {
            if (unresolved.getType() != BundleException.RESOLVE_ERROR) {
                throw unresolved;
            }
        }
        return bundle;
    }
}
