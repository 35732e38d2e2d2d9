// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Knows the registrar that is there, and adds up what each one that has gone had not unloaded. */
final class Registrars extends ServiceTracker<RegistrarRuntime, RegistrarRuntime> {
    private final AtomicLong abandoned = new AtomicLong();
    private final AtomicLong unfinished = new AtomicLong();

    Registrars(BundleContext context) {
        super(context, RegistrarRuntime.class, null);
    }

    /** Returns what does not go on now; nothing if there is no registrar. */
    List<FindingDTO> findings() {
        return present().map(RegistrarRuntime::getFindings).orElse(List.of());
    }

    private Optional<RegistrarRuntime> present() {
        return Optional.ofNullable(getService());
    }

    /** The registrar withdraws this service when it no longer waits for a module. */
    @Override
    public void removedService(ServiceReference<RegistrarRuntime> reference, RegistrarRuntime registrar) {
        RegistrarDTO last = registrar.getRegistrar();
        abandoned.addAndGet(last.abandonedCalls);
        unfinished.addAndGet(last.unloads.size());
        super.removedService(reference, registrar);
    }

    /** Returns in one line what had not unloaded; empty if everything had. */
    String leftovers() {
        Optional<RegistrarDTO> now = present().map(RegistrarRuntime::getRegistrar);
        long calls = abandoned.get() + now.map(each -> each.abandonedCalls).orElse(0L);
        long unloads = unfinished.get() + now.map(each -> each.unloads.size()).orElse(0);
        List<String> left = new ArrayList<>();
        if (calls > 0) {
            left.add(count(calls, "call") + " abandoned");
        }
        if (unloads > 0) {
            left.add(count(unloads, "unload") + " not complete");
        }
        return String.join(", ", left);
    }

    private static String count(long count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }
}
