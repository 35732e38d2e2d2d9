// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** What must not be left after a test: services, threads, bindings. */
final class Leftovers {
    private final Set<Thread> before = threads();

    void assertNoServices(BundleContext context) throws InvalidSyntaxException {
        Object[] services =
                context.getAllServiceReferences(null, "(&(objectClass=org.nmr.*)(!(objectClass=org.nmr.itests.*)))");
        assertEquals("null", Arrays.toString(services), "services after all bundles were stopped");
    }

    void assertNoThreads() {
        Await.until("only the threads of before: " + added(), () -> added().isEmpty());
    }

    /**
     * Every pair that was attached was detached and cleaned up on both sides, as often as it was attached; of a capture
     * the provider's side tells.
     */
    static void assertBalanced(List<String> history) {
        for (String event : history) {
            String[] words = event.split(" ");
            if (event.contains(" attached to ") && words.length == 4) {
                assertPair(history, words[0], words[3]);
            }
        }
        assertEquals(
                2 * count(history, "\\S+ attached to \\S+") + count(history, "\\S+ captured \\S+"),
                count(history, "\\S+ cleanup \\S+"),
                () -> "cleanups in " + history);
    }

    private static long count(List<String> history, String pattern) {
        return history.stream().filter(event -> event.matches(pattern)).count();
    }

    private static void assertPair(List<String> history, String client, String provider) {
        int attached = Collections.frequency(history, client + " attached to " + provider);
        for (String end : List.of(
                client + " detach " + provider,
                provider + " detach " + client,
                client + " cleanup " + provider,
                provider + " cleanup " + client)) {
            assertEquals(attached, Collections.frequency(history, end), () -> end + " in " + history);
        }
    }

    /**
     * Without the threads of Felix, which are daemons for all frameworks of a class loader, of promises, JUnit and JFR.
     */
    private Set<Thread> added() {
        Set<Thread> now = threads();
        now.removeAll(before);
        now.removeIf(thread -> thread.getName().startsWith("Felix") && thread.isDaemon());
        now.removeIf(thread -> thread.getName().startsWith("PromiseFactory"));
        now.removeIf(thread -> thread.getName().startsWith("junit"));
        now.removeIf(thread -> thread.getName().startsWith("JFR "));
        return now;
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
