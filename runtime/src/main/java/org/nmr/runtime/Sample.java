// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nmr.runtime.PackedBundles.PackedBundle;

/**
 * Modules that are in this jar, to be tried.
 *
 * @param name what the command line calls them
 * @param artifacts their bundles
 * @param text what to type
 */
record Sample(String name, List<String> artifacts, String text) {
    private static final String CLIENT = "org.nmr.sample.client";

    private static final Sample DATAGRAM = new Sample("datagram", List.of("org.nmr.sample.provider", CLIENT), """
            The sample "datagram": a client sends datagrams through a provider. Type:
                nmr:bindings
                stop org.nmr.sample.provider""");

    private static final Sample PROVIDER_ONLY =
            new Sample("datagram-provider", List.of("org.nmr.sample.provider"), """
            The sample "datagram-provider": it waits for a client of this node or another one. Type:
                nmr:nodes                     who is linked
                nmr:bindings
                stop org.nmr.sample.provider  returns when no call of another node is inside""");

    private static final Sample CLIENT_ONLY = new Sample("datagram-client", List.of(CLIENT), """
            The sample "datagram-client": it calls each provider of this node and of other nodes. Type:
                nmr:nodes                     who is linked
                nmr:bindings
                nmr:why org.nmr.sample.client why nobody is attached""");

    private static final Sample STUCK = new Sample("stuck", List.of("org.nmr.sample.stuck", CLIENT), """
            The sample "stuck": a call of the client stays inside the provider until you say so. Type:
                stop org.nmr.sample.stuck     it waits for that call; Ctrl-C gives the prompt back
                nmr:why                       who holds it up, and what to do
                stuck:release                 the call returns, and the stop is complete""");

    private static final List<Sample> ALL = List.of(DATAGRAM, PROVIDER_ONLY, CLIENT_ONLY, STUCK);

    /** Returns one of them; empty for no name. */
    static Optional<Sample> named(String name) {
        return ALL.stream().filter(sample -> sample.name().equals(name)).findFirst();
    }

    /** Returns what the command line may ask for. */
    static List<String> names() {
        return ALL.stream().map(Sample::name).toList();
    }

    /** Returns its bundles in this jar, in the order of their start. */
    List<PackedBundle> bundles(PackedBundles packed) {
        return artifacts.stream()
                .flatMap(artifact ->
                        packed.all().stream().filter(bundle -> bundle.name().equals(artifact)))
                .toList();
    }

    void explain(PrintStream out) {
        out.println(text);
    }

    /** Says what to type when nothing is loaded. */
    static void printHint(PackedBundles packed, PrintStream out) {
        out.println("No module is loaded yet. Copy bundles into the load folder, or try the samples. Type:");
        out.println("    start "
                + DATAGRAM.bundles(packed).stream().map(Sample::quoted).collect(Collectors.joining(" ")));
        out.println("    nmr:bindings");
        out.println("\"nmr run --sample stuck\" shows an unload that waits.");
    }

    /** In the shell's quotes, for a path may have what means something to it. */
    private static String quoted(PackedBundle bundle) {
        return "'" + bundle.location().replace("'", "%27") + "'";
    }
}
