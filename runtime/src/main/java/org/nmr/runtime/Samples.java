// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.PrintStream;
import java.util.stream.Collectors;
import org.nmr.runtime.PackedBundles.PackedBundle;

/** Says what to type when nothing is loaded: the samples are in this jar. */
final class Samples {
    private Samples() {}

    static void print(PackedBundles packed, PrintStream out) {
        out.println("No module is loaded yet. Copy bundles into the load folder, or try the samples. Type:");
        out.println("    start "
                + packed.group("demo").stream().map(Samples::quoted).collect(Collectors.joining(" ")));
        out.println("    nmr:bindings");
    }

    /** In the shell's quotes, for a path may have what means something to it. */
    private static String quoted(PackedBundle bundle) {
        return "'" + bundle.location().replace("'", "%27") + "'";
    }
}
