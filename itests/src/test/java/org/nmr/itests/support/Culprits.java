// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.osgi.framework.Bundle;

/** Whom the registrar names when asked who blocks a bundle. */
public final class Culprits {
    private final Felix felix;

    /** Asks the registrar that runs in a framework. */
    public Culprits(Felix felix) {
        this.felix = felix;
    }

    /** Returns the unloads that a bundle waits for. */
    public List<UnloadDTO> of(Bundle bundle) {
        return felix.runtime().getUnloads(bundle.getBundleId());
    }

    /** Returns what {@code nmr:why} prints. */
    public String why(Bundle bundle) throws Exception {
        return felix.command("nmr:why " + bundle.getBundleId());
    }

    /** Waits until a thread is inside whose stack contains this text. */
    public HolderDTO awaitHolderAt(Bundle bundle, String frame) {
        return awaitHolder(
                bundle, "at " + frame, holder -> holder.stack.stream().anyMatch(each -> each.contains(frame)));
    }

    /** Waits until a thread is inside that waits for this lock. */
    public HolderDTO awaitHolderWaitingFor(Bundle bundle, String lock) {
        return awaitHolder(bundle, "that waits for " + lock, holder -> holder.frameworkLock.equals(lock));
    }

    private HolderDTO awaitHolder(Bundle bundle, String what, Predicate<HolderDTO> wanted) {
        AtomicReference<Optional<HolderDTO>> found = new AtomicReference<>(Optional.empty());
        Await.until("a thread " + what + " and blocks " + bundle, () -> {
            found.set(holders(bundle).filter(wanted).findFirst());
            return found.get().isPresent();
        });
        return found.get().orElseThrow();
    }

    private Stream<HolderDTO> holders(Bundle bundle) {
        return of(bundle).stream()
                .flatMap(unload -> unload.outstanding.stream())
                .flatMap(Culprits::holders);
    }

    private static Stream<HolderDTO> holders(BindingDTO binding) {
        return Stream.concat(binding.client.holders.stream(), binding.provider.holders.stream());
    }

    /** Returns the only element of a list. */
    public static <E> E only(List<E> list) {
        assertEquals(1, list.size(), list::toString);
        return list.get(0);
    }

    /** Asserts that each of these is in one line of a text. */
    public static void assertNames(List<String> names, String text) {
        for (String name : names) {
            assertTrue(text.lines().anyMatch(line -> line.contains(name)), () -> name + " in: " + text);
        }
    }
}
