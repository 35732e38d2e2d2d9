// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Texts;
import org.nmr.drain.internal.service.DrainedServices;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The commands as Gogo finds them: by the names of the public methods. They return their text. What is wrong with the
 * arguments they print in one line, and return null.
 */
public final class DrainedCommands {
    /** What the commands are called with in front. */
    public static final String SCOPE = "nmr";

    /** The names of the commands. */
    public static final List<String> FUNCTIONS = List.of("services", "release");

    private static final String HELP = "--help";

    private static final String SERVICES_HELP = """
            usage: nmr:services [-l]
              lists the services that are drained, and those that should be but are not, with the reason
              -l  also the other types, the component and each consumer""";

    private static final String RELEASE_HELP = """
            usage: nmr:release SERVICE... | --all
              ends the hold of services: the calls that wait for a replacement fail at once
              SERVICE  the id of a service as nmr:services shows it, one of its types, or the name of its bundle
              --all    every service that is held""";

    private final BundleContext own;
    private final DrainedServices services;

    /** Makes the commands. */
    public DrainedCommands(BundleContext own, DrainedServices services) {
        this.own = own;
        this.services = services;
    }

    /** Tells which services are drained. */
    @Descriptor("lists the services that are drained or held, and those that stay plain, with the reason")
    public @Nullable String services(
            CommandSession session,
            @Descriptor("-l for each consumer, --help") @Nullable String @Nullable ... arguments) {
        return answer(session, "services", arguments, given -> {
            Optional<String> wrong = given.stream()
                    .filter(each -> !Set.of("-l", "--long").contains(each))
                    .findFirst();
            if (wrong.isPresent()) {
                throw new IllegalArgumentException("expected -l or nothing, was " + Texts.shown(wrong.get()));
            }
            return new ServicesView(services.rows(), bindings(), services.waiting(), services.limit())
                    .text(!given.isEmpty());
        });
    }

    /** Ends holds. */
    @Descriptor("lets the calls that wait for a replacement of a service fail at once")
    public @Nullable String release(
            CommandSession session,
            @Descriptor("ids, types or bundle names of held services; or --all; --help") @Nullable
                    String @Nullable ... arguments) {
        return answer(session, "release", arguments, given -> {
            if (given.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected the ids, types or bundle names of held services, or --all, was nothing");
            }
            int released = given.equals(List.of("--all"))
                    ? services.release(all -> true)
                    : given.stream().mapToInt(this::release).sum();
            return released + (released == 1 ? " service is" : " services are") + " not held any more";
        });
    }

    private int release(String name) {
        Predicate<ServiceFacts> chosen = facts -> name.equals(Long.toString(facts.id()))
                || facts.types().contains(name)
                || facts.bundleName().equals(name);
        int released = services.release(chosen);
        if (released == 0) {
            throw new IllegalArgumentException("expected a service that is held, was " + Texts.shown(name)
                    + "; nmr:services shows those that are");
        }
        return released;
    }

    /** Without a registrar no call is counted. */
    private List<BindingDTO> bindings() {
        ServiceReference<RegistrarRuntime> reference = own.getServiceReference(RegistrarRuntime.class);
        RegistrarRuntime runtime = reference == null ? null : own.getService(reference);
        if (runtime == null) {
            return List.of();
        }
        try {
            return runtime.getRegistrar().bindings;
        } finally {
            own.ungetService(reference);
        }
    }

    private static @Nullable String answer(
            CommandSession session,
            String command,
            @Nullable String @Nullable [] arguments,
            Function<List<String>, String> work) {
        Supplier<String> help = () -> command.equals("services") ? SERVICES_HELP : RELEASE_HELP;
        try {
            List<String> given = arguments == null
                    ? List.of()
                    : Arrays.stream(arguments).map(DrainedCommands::text).toList();
            return given.contains(HELP) ? help.get() : work.apply(given);
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            session.getConsole()
                    .println("nmr:" + command + ": " + Texts.reason(wrong) + "; see nmr:" + command + " " + HELP);
            return null;
        }
    }

    private static String text(@Nullable String argument) {
        if (argument == null) {
            throw new IllegalArgumentException("expected texts, one was null. A variable that is not set is null");
        }
        return argument;
    }
}
