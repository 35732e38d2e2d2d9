// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.command;

import java.util.ArrayList;
import java.util.List;
import org.nmr.reach.internal.bridge.NodesView;
import org.nmr.reach.internal.bridge.NodesView.LinkView;
import org.nmr.reach.internal.bridge.binding.BindingView;

/** A view of the nodes as text. */
final class NodesText {
    private NodesText() {}

    static String of(NodesView view) {
        List<String> lines = new ArrayList<>();
        if (view.node().isEmpty()) {
            lines.add("this framework is no node: nmr.reach.node is not set");
        } else {
            lines.add("node " + view.node()
                    + (view.listens().isEmpty() ? ", does not listen" : ", listens at " + view.listens()));
        }
        view.links().forEach(link -> addLink(lines, link));
        view.dials().stream()
                .filter(dial -> !dial.state().equals("linked"))
                .forEach(dial -> lines.add("dials " + dial.address() + ": " + dial.state()));
        view.lost().forEach(lost -> lines.add("lost " + lost.peer() + " at " + lost.at() + ": " + lost.reason()));
        view.npis()
                .forEach(npi -> lines.add("NPI " + npi.id()
                        + (npi.problem().isEmpty() ? " may cross" : " cannot cross: " + npi.problem())));
        view.taken()
                .forEach(taken ->
                        lines.add("offer of " + taken.provider() + " over NPI " + taken.npi() + ": " + taken.state()));
        return String.join("\n", lines);
    }

    private static void addLink(List<String> lines, LinkView link) {
        lines.add("linked with " + link.peer() + " at " + link.address() + " since " + link.since() + ", heard "
                + link.sinceHeard().toMillis() + " ms ago, " + link.bindings().size() + " bindings, " + link.offers()
                + " offers, " + link.sent() + " bytes sent, " + link.received() + " received");
        for (BindingView each : link.bindings()) {
            lines.add("  binding " + each.number() + " with " + each.role() + " " + each.peer() + " over NPI "
                    + each.npi() + ", " + each.state() + ": " + each.outgoing() + " calls to it, "
                    + each.inside().size() + " of it inside");
        }
    }
}
