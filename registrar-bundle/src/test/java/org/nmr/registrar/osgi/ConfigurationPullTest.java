// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;

/** While an unload is in progress, the registrar reads what Config Admin has, whether it delivers that or not. */
class ConfigurationPullTest {
    private final List<String> logged = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> logged.add(args[0] + " " + args[1])));
    private String location;
    private boolean isOld;
    private Throwable failure;
    private boolean isInProgress = true;
    private boolean isThere = true;

    private final ConfigurationAdmin admin = Fake.of(ConfigurationAdmin.class, Map.of("listConfigurations", args -> {
        assertEquals("(service.pid=nmr.registrar)", args[0]);
        return values.isEmpty() ? null : new org.osgi.service.cm.Configuration[] {stored()};
    }));

    private final BundleContext context = Fake.of(
            BundleContext.class,
            Map.of(
                    "getProperty",
                    args -> UnloadPolicy.REPORT_AFTER.equals(args[0]) ? "1000" : null,
                    "getBundle",
                    args -> Fake.of(Bundle.class, Map.of("getLocation", none -> "here")),
                    "getServiceReference",
                    args -> isThere ? target() : null,
                    "getService",
                    args -> admin,
                    "ungetService",
                    args -> true));

    private final ConfiguredOptions options =
            new ConfiguredOptions(context, new Registrar(Environment.DEFAULT), Environment.DEFAULT.log());
    private final ConfigurationPull pull =
            new ConfigurationPull(context, options, target(), () -> isInProgress, threads::add, log);

    @SuppressWarnings("unchecked")
    private static ServiceReference<ManagedService> target() {
        return Fake.of(ServiceReference.class, Map.of());
    }

    private org.osgi.service.cm.Configuration stored() {
        Function<Object[], Object> raw = args -> FrameworkUtil.asDictionary(Map.copyOf(values));
        return Fake.of(
                org.osgi.service.cm.Configuration.class,
                Map.of("getBundleLocation", args -> location, "getProperties", raw, "getProcessedProperties", args -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    if (failure instanceof RuntimeException exception) {
                        throw exception;
                    }
                    if (isOld) {
                        throw new NoSuchMethodError("getProcessedProperties");
                    }
                    return raw.apply(args);
                }));
    }

    /** Looks once, and lets the thread that it starts read. */
    private boolean look() {
        boolean again = pull.look();
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        return again;
    }

    private Optional<Duration> deadline() {
        return options.present().policy().deadline();
    }

    @Test
    void look_changedMeanwhile_applies() {
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        assertTrue(look());
        assertEquals(Optional.of(Duration.ofSeconds(1)), deadline());
        assertEquals(Duration.ofSeconds(1), options.present().policy().reportAfter());

        look();
        values.put(UnloadPolicy.DEADLINE, "PT2S");
        look();
        assertEquals(Optional.of(Duration.ofSeconds(2)), deadline());
        assertEquals(2, logged.size(), () -> "once for each change: " + logged);
    }

    @Test
    void look_deleted_goesBackToTheProperties() {
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        look();
        values.clear();
        look();
        assertEquals(options.fallback(), options.present());
    }

    @Test
    void look_configAdminBeforeProcessedProperties_appliesTheOthers() {
        isOld = true;
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        look();
        assertEquals(Optional.of(Duration.ofSeconds(1)), deadline());
    }

    @ParameterizedTest
    @CsvSource({"here, true", "?, true", "?elsewhere, true", "elsewhere, false"})
    void look_boundConfiguration_appliesWhatConfigAdminWouldDeliver(String boundTo, boolean applies) {
        location = boundTo;
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        look();
        assertEquals(applies, deadline().isPresent());
    }

    @Test
    void look_nothingInProgress_readsNothing() {
        isInProgress = false;
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        assertFalse(look());
        assertEquals(Optional.empty(), deadline());
    }

    /** An update that Config Admin delivered between reading and applying would be lost otherwise. */
    @Test
    void look_changedAndUnloadOver_looksOnceMore() {
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        look();
        isInProgress = false;
        values.put(UnloadPolicy.DEADLINE, "PT2S");
        assertTrue(look());
        assertEquals(Optional.of(Duration.ofSeconds(2)), deadline());
        assertTrue(look());
        assertFalse(look());
    }

    @Test
    void look_unreadable_isWarnedOfOnceAndThePresentHolds() {
        values.put(UnloadPolicy.DEADLINE, "soon");
        look();
        look();
        assertEquals(options.fallback(), options.present());
        assertEquals(
                List.of("WARNING configuration nmr.registrar: nmr.unload.deadline : nmr.unload.deadline: expected"
                        + " milliseconds, or a text such as PT30S, was soon. The registrar keeps the present options"),
                logged);
    }

    @ParameterizedTest
    @ValueSource(classes = {SecurityException.class, LinkageError.class, IllegalArgumentException.class})
    void look_configAdminThrows_isWarnedOfOnceAndTheNextLookReads(Class<? extends Throwable> type) throws Exception {
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        failure = type.getConstructor().newInstance();
        look();
        look();
        assertEquals(
                List.of("WARNING configuration nmr.registrar: " + type.getName()
                        + ". The registrar keeps the present options"),
                logged);
        failure = null;
        look();
        assertEquals(Optional.of(Duration.ofSeconds(1)), deadline());
    }

    @Test
    void look_readIsBlocked_startsNoSecondThreadAndDoesNotWait() {
        assertTrue(pull.look());
        assertTrue(pull.look());
        assertEquals(1, threads.size());
    }

    /** Config Admin, or the plug-in that blocks, may have been replaced. */
    @Test
    void look_readIsBlockedForGood_anotherThreadReadsAndTheLateAnswerChangesNothing() {
        pull.look();
        Runnable blocked = threads.remove();
        for (int i = 1; i < ConfigurationPull.PATIENCE; i++) {
            pull.look();
            assertEquals(List.of(), List.copyOf(threads));
        }
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        look();
        assertEquals(Optional.of(Duration.ofSeconds(1)), deadline());

        pull.look();
        values.put(UnloadPolicy.DEADLINE, "PT2S");
        blocked.run();
        assertEquals(Optional.of(Duration.ofSeconds(1)), deadline());
        threads.remove().run();
        assertEquals(Optional.of(Duration.ofSeconds(2)), deadline());
    }

    @Test
    void look_everyReadIsBlocked_keepsABoundedNumberOfThreads() {
        for (int i = 0; i < 10 * ConfigurationPull.PATIENCE; i++) {
            pull.look();
        }
        assertEquals(ConfigurationPull.READERS, threads.size());
        threads.remove().run();
        for (int i = 0; i < ConfigurationPull.PATIENCE; i++) {
            pull.look();
        }
        assertEquals(ConfigurationPull.READERS, threads.size());
    }

    @Test
    void look_noThread_triesAgain() {
        List<Error> errors = new ArrayList<>(List.of(new OutOfMemoryError("unable to create native thread")));
        ConfigurationPull starved = new ConfigurationPull(
                context,
                options,
                target(),
                () -> isInProgress,
                task -> {
                    if (!errors.isEmpty()) {
                        throw errors.remove(0);
                    }
                    task.run();
                },
                log);
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        assertThrows(OutOfMemoryError.class, starved::look);
        starved.look();
        assertEquals(Optional.of(Duration.ofSeconds(1)), deadline());
    }

    @Test
    void look_configAdminIsGone_keepsThePresent() {
        values.put(UnloadPolicy.DEADLINE, "PT1S");
        look();
        isThere = false;
        assertTrue(look());
        assertEquals(Optional.of(Duration.ofSeconds(1)), deadline());
    }
}
