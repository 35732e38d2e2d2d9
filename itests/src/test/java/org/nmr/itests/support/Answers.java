// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the surfaces for operators answer to "why?". */
public final class Answers {
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u(....)|.)");
    private static final String NEXT = "next: ";

    private final Felix felix;
    private final Surfaces surfaces;

    /**
     * The beginning and the end of one answer.
     *
     * @param surface who gives it
     */
    public record Answer(String surface, String first, String last) {
        private static Answer of(String surface, List<String> lines) {
            return new Answer(surface, lines.get(0), lines.get(lines.size() - 1));
        }

        private static Answer ofJson(String surface, String json) {
            return new Answer(surface, firstText(json, "verdict"), firstText(json, "nextStep"));
        }
    }

    /** Asks the surfaces of a framework. */
    public Answers(Felix felix, Surfaces surfaces) {
        this.felix = felix;
        this.surfaces = surfaces;
    }

    /**
     * Returns the answers to one question.
     *
     * @param name of a bundle, module or NPI; empty to ask for all that does not go on
     * @param check the health check that speaks
     */
    public List<Answer> to(String name, String check) throws Exception {
        String why = "nmr:why " + name;
        List<Answer> answers = new ArrayList<>(List.of(
                ofCommand("nmr:why", why),
                ofCommand("nmr:why --all", why + " --all"),
                Answer.ofJson("nmr:why --json", felix.command(why + " --json")),
                Answer.of("health check", surfaces.health(check))));
        ObjectName bean = new ObjectName("org.nmr:type=Registrar");
        if (name.isEmpty()) {
            answers.add(Answer.of("JMX Findings", lines(JMX.getAttribute(bean, "Findings"))));
            answers.add(Answer.ofJson("JMX FindingsJson", (String) JMX.getAttribute(bean, "FindingsJson")));
            answers.add(Answer.ofJson("inventory", surfaces.inventory("JSON")));
        } else {
            String[] signature = {"java.lang.String"};
            answers.add(Answer.of("JMX why", lines(JMX.invoke(bean, "why", new Object[] {name}, signature))));
        }
        return answers;
    }

    private Answer ofCommand(String surface, String line) throws Exception {
        Answer answer = Answer.of(surface, lines(felix.command(line)));
        assertTrue(answer.last().startsWith(NEXT), answer::toString);
        return new Answer(surface, answer.first(), answer.last().substring(NEXT.length()));
    }

    private static List<String> lines(Object text) {
        return text.toString().lines().toList();
    }

    /** Returns the first value of this name: a quote inside a value is escaped, so that is no value. */
    private static String firstText(String json, String name) {
        Matcher value = Pattern.compile("[{,]\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*+)\"")
                .matcher(json);
        assertTrue(value.find(), () -> name + " in: " + json);
        return ESCAPE.matcher(value.group(1)).replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group())));
    }

    private static String unescaped(String escape) {
        return escape.length() > 2
                ? String.valueOf((char) Integer.parseInt(escape.substring(2), 16))
                : escape.substring(1);
    }
}
