// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.function.Supplier;
import org.nmr.NetworkModule;
import org.nmr.registrar.text.ForeignText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Says which registrar, API, framework and JVM run, in a line for each.
 *
 * @param context the registrar's
 */
record Versions(BundleContext context) implements Supplier<String> {
    @Override
    public String get() {
        return String.join(
                System.lineSeparator(),
                line("registrar", context.getBundle()),
                line("API", FrameworkUtil.getBundle(NetworkModule.class)),
                line("framework", context.getBundle(Constants.SYSTEM_BUNDLE_ID)),
                "JVM        " + property("java.vm.name") + " " + property("java.runtime.version") + " of "
                        + property("java.vendor") + ", on " + property("os.name") + " " + property("os.arch"));
    }

    private static String line(String what, Bundle bundle) {
        return what + " ".repeat(11 - what.length()) + BundleNames.name(bundle) + " "
                + ForeignText.of(bundle.getVersion().toString());
    }

    private static String property(String key) {
        return ForeignText.of(System.getProperty(key));
    }
}
