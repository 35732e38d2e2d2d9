// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Log;

/** Keeps apart the two sides of an NPI that see different classes under its dispatch types. */
final class ClassSpaces {
    private final LiveRegistration<?, ?> client;
    private final LiveRegistration<?, ?> provider;
    private final Environment environment;

    private ClassSpaces(LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider) {
        this.client = client;
        this.provider = provider;
        this.environment = client.environment();
    }

    /**
     * One dispatch type, as both sides see it.
     *
     * @param role whose dispatch it is
     */
    private record Seen(String role, Class<?> byClient, Class<?> byProvider) {
        boolean isSame() {
            return byClient == byProvider;
        }

        boolean isSameName() {
            return byClient.getName().equals(byProvider.getName());
        }
    }

    /** Whether both sides see the same classes. */
    static boolean isSame(Npi<?, ?> one, Npi<?, ?> other) {
        return one.clientDispatch() == other.clientDispatch() && one.providerDispatch() == other.providerDispatch();
    }

    /** Says why the pair is refused, or null if it is not. */
    static @Nullable String mismatch(LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider) {
        return isSame(client.npi(), provider.npi()) ? null : new ClassSpaces(client, provider).explain();
    }

    /**
     * Why two sides do not fit, in two parts.
     *
     * @param difference what each side sees
     * @param advice what to do about it
     */
    record Mismatch(String difference, String advice) {}

    /** Explains the pair, for sides that do not see the same classes. */
    static Mismatch explain(LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider) {
        ClassSpaces pair = new ClassSpaces(client, provider);
        List<Seen> different = pair.different();
        return new Mismatch(pair.differences(different).strip(), pair.advice(different));
    }

    private String explain() {
        List<Seen> different = different();
        return client + " and " + provider + " are not proposed to each other, because they see different classes: "
                + differences(different)
                + advice(different);
    }

    private String differences(List<Seen> different) {
        return different.stream().map(this::difference).collect(Collectors.joining());
    }

    private List<Seen> different() {
        Npi<?, ?> wanted = client.npi();
        Npi<?, ?> offered = provider.npi();
        return Stream.of(
                        new Seen("client", wanted.clientDispatch(), offered.clientDispatch()),
                        new Seen("provider", wanted.providerDispatch(), offered.providerDispatch()))
                .filter(seen -> !seen.isSame())
                .toList();
    }

    private String advice(List<Seen> different) {
        if (!different.stream().allMatch(Seen::isSameName)) {
            return "They define the NPI differently: give one of them another id, or agree on the dispatch types";
        }
        if (types(different).anyMatch(this::isOutdated)) {
            return "The bundle of the old classes was updated or uninstalled,"
                    + " and whoever was wired to it before still sees them: refresh it";
        }
        String packages = different.stream()
                .map(seen -> ForeignText.of(seen.byClient().getPackageName()))
                .distinct()
                .collect(Collectors.joining(" and "));
        String advice = "Export package " + packages + " from one NPI bundle, and import it from there on both sides";
        return Log.text(advice, () -> advice + copies(different));
    }

    /** Asks the framework, which may fail, for an advice only; the pair is refused in any case. */
    private boolean isOutdated(Class<?> type) {
        try {
            return environment.outdated().test(type);
        } catch (Throwable failed) {
            return false;
        }
    }

    private static Stream<Class<?>> types(List<Seen> different) {
        return different.stream().flatMap(seen -> Stream.of(seen.byClient(), seen.byProvider()));
    }

    /** Says where the package is too much: in a module, or in one of two bundles that export it. */
    private String copies(List<Seen> different) {
        List<Owner> homes = types(different)
                .flatMap(type -> environment.home().apply(type).stream())
                .distinct()
                .toList();
        List<Owner> modules = Stream.of(
                        client.instance().owner(), provider.instance().owner())
                .filter(homes::contains)
                .distinct()
                .toList();
        List<Owner> bundles = modules.isEmpty() ? homes : modules;
        return bundles.isEmpty()
                ? ""
                : "; delete the copy in "
                        + bundles.stream()
                                .map(Who::name)
                                .collect(Collectors.joining(modules.isEmpty() ? " or " : " and in "));
    }

    private String difference(Seen seen) {
        return "the " + seen.role() + " dispatch is " + place(seen.byClient()) + " for the client and "
                + place(seen.byProvider()) + " for the provider. ";
    }

    private String place(Class<?> type) {
        Function<Class<?>, String> origin = environment.origin();
        String name = ForeignText.of(type.getName());
        return Log.text(name, () -> name + " from " + origin.apply(type));
    }
}
