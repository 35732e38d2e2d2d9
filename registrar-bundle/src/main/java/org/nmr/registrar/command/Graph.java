// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/** The picture of modules and bindings, as text. For one look. */
final class Graph {
    /** So many arrows are drawn unless all are asked for; Mermaid draws no more. */
    private static final int ARROWS = 400;

    /** The numbers of the modules, in their order. */
    private final Map<Node, Integer> nodes = new TreeMap<>();

    private final Map<Arrow, Integer> arrows = new TreeMap<>();
    private final boolean all;

    /** A module. */
    private record Node(long bundle, String name) implements Comparable<Node> {
        static Node of(OwnerDTO owner) {
            return new Node(owner.bundle, Report.name(owner));
        }

        @Override
        public int compareTo(Node other) {
            return Comparator.comparing(Node::bundle).thenComparing(Node::name).compare(this, other);
        }
    }

    /** The bindings of two modules over one NPI that are in the same state. */
    private record Arrow(Node client, String npi, Node provider, String state) implements Comparable<Arrow> {
        @Override
        public int compareTo(Arrow other) {
            return Comparator.comparing(Arrow::client)
                    .thenComparing(Arrow::npi)
                    .thenComparing(Arrow::provider)
                    .thenComparing(Arrow::state)
                    .compare(this, other);
        }

        boolean isAttached() {
            return state.equals("ATTACHED");
        }

        String label(int count) {
            return npi + (count == 1 ? "" : " x" + count) + (isAttached() ? "" : ", " + state);
        }
    }

    Graph(RegistrarDTO registrar, boolean all) {
        this.all = all;
        registrar.registrations.forEach(each -> nodes.put(Node.of(each.owner), 0));
        registrar.bindings.forEach(each -> {
            Node client = Node.of(each.client.owner);
            Node provider = Node.of(each.provider.owner);
            nodes.put(client, 0);
            nodes.put(provider, 0);
            arrows.merge(
                    new Arrow(client, ForeignText.of(each.npi), provider, ForeignText.of(each.state)), 1, Integer::sum);
        });
        int number = 0;
        for (Map.Entry<Node, Integer> node : nodes.entrySet()) {
            node.setValue(++number);
        }
    }

    /** Draws it for people: each module, what it asks for, and from whom it has that. */
    String text(List<RegistrationDTO> registrations) {
        Map<Node, List<String>> lines = new TreeMap<>();
        nodes.keySet().forEach(node -> lines.put(node, new ArrayList<>()));
        arrows.forEach((arrow, count) -> of(lines, arrow.client())
                .add("--" + arrow.label(count) + "--> " + arrow.provider().name()));
        registrations.stream()
                .filter(each -> each.bindings == 0)
                .sorted(Comparator.comparing((RegistrationDTO each) -> each.npi).thenComparing(each -> each.role))
                .forEach(each -> of(lines, Node.of(each.owner))
                        .add(
                                each.role.equals("client")
                                        ? "--" + ForeignText.of(each.npi) + "--> nobody; see nmr:why"
                                        : "offers " + ForeignText.of(each.npi) + " to nobody"));
        if (lines.isEmpty()) {
            return "nobody is registered";
        }
        Text text = new Text(all);
        text.addEach(
                lines.entrySet(),
                entry -> entry.getKey().name()
                        + System.lineSeparator()
                        + Text.below(String.join(System.lineSeparator(), entry.getValue())),
                95);
        return text.toString();
    }

    private static List<String> of(Map<Node, List<String>> lines, Node node) {
        return lines.computeIfAbsent(node, key -> new ArrayList<>());
    }

    String mermaid() {
        List<String> lines = new ArrayList<>(List.of("graph LR"));
        nodes.forEach((node, number) -> lines.add("  m" + number + "[\"" + mermaid(node.name()) + "\"]"));
        shown().forEach(arrow -> lines.add("  m" + nodes.get(arrow.client())
                + (arrow.isAttached() ? " -->|\"" : " -.->|\"")
                + mermaid(arrow.label(arrows.getOrDefault(arrow, 1))) + "\"| m" + nodes.get(arrow.provider())));
        addRest(lines, "  %% ");
        return String.join(System.lineSeparator(), lines);
    }

    String dot() {
        List<String> lines = new ArrayList<>(List.of("digraph nmr {", "  rankdir=LR;"));
        nodes.forEach(
                (node, number) -> lines.add("  m" + number + " [shape=box, label=\"" + dot(node.name()) + "\"];"));
        shown().forEach(arrow -> lines.add("  m" + nodes.get(arrow.client()) + " -> m" + nodes.get(arrow.provider())
                + " [label=\"" + dot(arrow.label(arrows.getOrDefault(arrow, 1))) + "\""
                + (arrow.isAttached() ? "" : ", style=dashed") + "];"));
        addRest(lines, "  // ");
        lines.add("}");
        return String.join(System.lineSeparator(), lines);
    }

    private List<Arrow> shown() {
        return arrows.keySet().stream().limit(all ? Long.MAX_VALUE : ARROWS).toList();
    }

    private void addRest(List<String> lines, String comment) {
        if (!all && arrows.size() > ARROWS) {
            lines.add(comment + "and " + (arrows.size() - ARROWS) + " more; " + Usage.ALL + " shows them");
        }
    }

    /** What could end a label, or begin an element of a page, is written by its number. */
    private static String mermaid(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if ("\"#<>&|`\\;".indexOf(character) >= 0) {
                escaped.append('#').append(character).append(';');
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    private static String dot(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
