// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Decides what is done with each service.
 *
 * @param settings the present configuration
 * @param hasStatePerConsumer tells of a service of scope {@code bundle} whether each consumer has an object of its own
 */
public record Rules(Settings settings, Predicate<ServiceFacts> hasStatePerConsumer) {
    private static final String HANDS_OUT_WRONG = "the configured handed-out types apply: ";
    private static final String EXPORTED = "service.exported.interfaces";

    /** Tells without much work whether the answer of {@link #judge} may be another one than "not asked". */
    public boolean mayBeAsked(ServiceReference<?> reference) {
        boolean isAsked = reference.getProperty(Keys.DRAIN) != null
                || (settings.filter().isPresent() && settings.filter().get().matches(reference));
        return isAsked && reference.getProperty(Keys.MARK) == null;
    }

    /** Decides. */
    public Verdict judge(ServiceFacts facts) {
        if (facts.isStandIn()) {
            return new Verdict.NotAsked();
        }
        Object asked = facts.get(Keys.DRAIN);
        Optional<Boolean> own = asked == null ? Optional.empty() : truth(asked);
        if (asked != null && own.isEmpty()) {
            return new Verdict.Plain(Keys.DRAIN + ": expected true or false, was " + Texts.shown(asked));
        }
        boolean isNamed = own.orElse(/* other= */ false);
        boolean byFilter = own.isEmpty()
                && settings.filter().map(filter -> filter.matches(facts)).orElse(/* other= */ false);
        if (!isNamed && !byFilter) {
            return new Verdict.NotAsked();
        }
        Optional<String> never = NeverDrained.reason(facts);
        return never.<Verdict>map(Verdict.Plain::new).orElseGet(() -> asked(facts, isNamed));
    }

    private Verdict asked(ServiceFacts facts, boolean isNamed) {
        Optional<String> whiteboard = Whiteboard.type(facts);
        if (whiteboard.isPresent() && !isNamed && !isNamedByFilter(whiteboard.get())) {
            return new Verdict.Plain("a whiteboard calls it. Such services are drained only if they are named: by the"
                    + " service property " + Keys.DRAIN + "=true, or by a filter with (objectClass="
                    + Texts.oneLine(whiteboard.get()) + ")");
        }
        return drained(facts, whiteboard.isPresent());
    }

    private boolean isNamedByFilter(String type) {
        return settings.filter().map(filter -> filter.names(type)).orElse(/* other= */ false);
    }

    /** What the service says about itself and cannot be read is noted, and counts as not said. */
    private Verdict drained(ServiceFacts facts, boolean isWhiteboard) {
        List<String> notes = new ArrayList<>();
        Map<String, Object> policies =
                readOr(settings.policies(), () -> settings.policies(facts), "the configured policy applies: ", notes);
        Object own = facts.get(Keys.HOLD);
        Duration hold = own == null
                ? settings.hold()
                : readOr(Duration.ZERO, () -> Durations.read(Keys.HOLD, own), "no hold: ", notes);
        Object names = facts.get(Keys.HANDS_OUT);
        Set<String> handedOut = names == null
                ? settings.handedOut()
                : readOr(settings.handedOut(), () -> TypeNames.read(Keys.HANDS_OUT, names), HANDS_OUT_WRONG, notes);
        String noHold = hold.isZero() ? "" : noHold(facts, isWhiteboard);
        if (!noHold.isEmpty()) {
            notes.add("no hold: " + noHold);
            hold = Duration.ZERO;
        }
        return new Verdict.Drained(hold, String.join("; ", notes), policies, handedOut);
    }

    private static <T> T readOr(T other, Supplier<T> read, String meaning, List<String> notes) {
        try {
            return read.get();
        } catch (IllegalArgumentException wrong) {
            notes.add(meaning + Texts.reason(wrong));
            return other;
        }
    }

    /** Says why calls of this service cannot wait for a replacement; empty if they can. */
    private String noHold(ServiceFacts facts, boolean isWhiteboard) {
        String why = "";
        if (facts.scope().equals(Constants.SCOPE_PROTOTYPE)) {
            why = "its scope is prototype, and a new object knows nothing of the old one";
        } else if (facts.scope().equals(Constants.SCOPE_BUNDLE) && hasStatePerConsumer.test(facts)) {
            why = "each consumer has an object of its own, and a new object knows nothing of the old one";
        } else if (isWhiteboard) {
            why = "a whiteboard calls it, and calls that wait would hold up the others";
        } else if (facts.get(EXPORTED) != null) {
            why = "it is exported to other processes, which must see the bundle that provides it";
        }
        return why;
    }

    private static Optional<Boolean> truth(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return Optional.of(truth);
        }
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
