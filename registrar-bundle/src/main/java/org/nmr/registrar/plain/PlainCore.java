// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.plain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.nmr.RegistrarOptions;
import org.nmr.RegistrationListener;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Subscription;
import org.nmr.registrar.osgi.LdapFilters;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.unload.Policy;

/**
 * A registrar in a plain JVM.
 *
 * <p>The test kit calls the public constructor and methods by their names, because this package is not exported and the
 * test kit is built before it. So their parameters and results are types of the JDK and of the API only.
 */
public final class PlainCore {
    private static final List<String> NAMES =
            List.of(UnloadPolicy.REPORT_AFTER, UnloadPolicy.DEADLINE, UnloadPolicy.AT_DEADLINE, RegistrarOptions.DEBUG);

    private final Registrar registrar;
    private final Diagnostics diagnostics;

    /** Guarded by this. */
    private Policy policy = Policy.DEFAULT;

    /** Guarded by this. */
    private boolean debug;

    /** Makes a registrar without modules that reports to this log. */
    public PlainCore(System.Logger log) {
        registrar = new Registrar(Environment.DEFAULT.withLog(log).withFilters(LdapFilters::compile));
        diagnostics = new Diagnostics(registrar);
    }

    /** Opens the view of one start of a bundle. */
    public NetworkModuleRegistrar open(Owner owner) {
        return registrar.open(owner);
    }

    /** Begins the end of everything that was registered through a view. Never blocks. */
    public Deregistration unload(NetworkModuleRegistrar view) {
        return ((OwnerRegistrar) view).unload();
    }

    /** Begins the end of everything. Never blocks. */
    public Deregistration unloadAll() {
        return registrar.unloadAll();
    }

    /** Revokes what is outstanding in ends that have begun or begin later. */
    public void revokeAll() {
        registrar.limitShutdown(Duration.ZERO);
    }

    /**
     * Sets one value of the policy, for waits that have begun too.
     *
     * @throws IllegalArgumentException if the name or the value is none
     */
    public void configure(String name, Object value) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("policy: expected one of " + NAMES + ", was " + name);
        }
        boolean isDebug = name.equals(RegistrarOptions.DEBUG);
        boolean isOn = isDebug && isTrue(value); // the text of a foreign value, so it comes before the monitor
        synchronized (this) {
            debug = isDebug ? isOn : debug;
            policy = isDebug ? policy : policy.with(Map.of(name, value));
            registrar.configure(policy, debug);
        }
    }

    private static boolean isTrue(Object value) {
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(RegistrarOptions.DEBUG + ": expected true or false, was " + value);
        };
    }

    /** Returns what shows the state of this registrar. */
    public RegistrarRuntime runtime() {
        return diagnostics;
    }

    /**
     * Tells a listener which registrations come and go, on one thread of the executor.
     *
     * @return lets it hear what waits for it, and then no more; does not wait for that
     */
    public Runnable listen(RegistrationListener listener, Executor threads) {
        Subscription subscription = registrar.listeners().subscribe("a registration listener of the test");
        subscription.open();
        threads.execute(() -> subscription.serve(listener, () -> true));
        return subscription::finish;
    }

    /** Returns the text of {@code nmr:why}: the ends in progress, and who holds them up. Empty if there are none. */
    public String whoBlocks() {
        List<UnloadDTO> unloads = diagnostics.getUnloads();
        return unloads.stream().map(Report::of).collect(Collectors.joining("\n"));
    }
}
