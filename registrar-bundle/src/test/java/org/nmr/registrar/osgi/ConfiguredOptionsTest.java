// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.RegistrarOptions;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.Policy.AtDeadline;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.dto.FrameworkDTO;
import org.osgi.service.cm.ConfigurationException;

/** Each option comes from the options, else from the framework's property, else it is the default. */
class ConfiguredOptionsTest {
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final BundleContext context =
            Fake.of(BundleContext.class, Map.of("getProperty", args -> properties.get(args[0])));
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> warnings.add(args[0] + " " + args[1]) ? null : null));
    private final Registrar registrar = new Registrar(Environment.DEFAULT);

    private ConfiguredOptions configuration() {
        return new ConfiguredOptions(context, registrar, log);
    }

    private static void update(ConfiguredOptions options, Map<String, ?> values) throws ConfigurationException {
        new ConfigurationUpdates(options).updated(FrameworkUtil.asDictionary(values));
    }

    @Test
    void keys_areThoseOfTheApiAndOfTheDescription() {
        List<String> described = Arrays.stream(OptionsMetatype.class.getDeclaredMethods())
                .map(method -> method.getName().replace('_', '.'))
                .sorted()
                .toList();
        assertEquals(Options.KEYS.stream().sorted().toList(), described);
        Options.KEYS.forEach(key -> assertTrue(key.startsWith("nmr."), key));
    }

    @Test
    void present_nothingSet_isTheDefault() {
        assertEquals(Options.DEFAULT, configuration().present());
        assertEquals(Policy.DEFAULT, Options.DEFAULT.policy());
        assertEquals(Optional.of(Duration.ofSeconds(25)), Options.DEFAULT.shutdownBudget());
    }

    @Test
    void present_frameworkProperties_replaceDefaults() {
        properties.put(UnloadPolicy.DEADLINE, "PT30S");
        properties.put(UnloadPolicy.AT_DEADLINE, "revoke");
        properties.put(RegistrarOptions.SHUTDOWN_BUDGET, "none");
        properties.put(RegistrarOptions.DEBUG, "TRUE");
        Policy policy = new Policy(Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(30)), AtDeadline.REVOKE);
        assertEquals(
                new Options(policy, Optional.empty(), Options.DEFAULT.clientReportAfter(), /* debug= */ true),
                configuration().present());
        assertEquals(List.of(), warnings);
    }

    @Test
    void present_unreadableProperty_isWarnedOfAndTheOthersHold() {
        properties.put(UnloadPolicy.DEADLINE, "soon");
        properties.put(RegistrarOptions.SHUTDOWN_BUDGET, "3000");
        Options present = configuration().present();
        assertEquals(Optional.empty(), present.policy().deadline());
        assertEquals(Optional.of(Duration.ofSeconds(3)), present.shutdownBudget());
        assertEquals(
                List.of("WARNING framework property nmr.unload.deadline: expected milliseconds, or a text such as"
                        + " PT30S, was soon. The registrar uses the default. Correct the property and restart the"
                        + " registrar"),
                warnings);
    }

    @Test
    void updated_configuration_replacesPropertiesKeyByKey() throws ConfigurationException {
        properties.put(UnloadPolicy.REPORT_AFTER, "1000");
        properties.put(UnloadPolicy.DEADLINE, "2000");
        ConfiguredOptions options = configuration();
        update(options, Map.of(UnloadPolicy.DEADLINE, 9000L, RegistrarOptions.DEBUG, true, "service.pid", "x"));
        assertEquals(
                new Policy(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(9)), AtDeadline.WAIT),
                options.present().policy());
        assertTrue(options.present().debug());

        update(options, Map.of(UnloadPolicy.REPORT_AFTER, 7, UnloadPolicy.DEADLINE, " "));
        assertEquals(
                new Policy(Duration.ofMillis(7), Optional.of(Duration.ofSeconds(2)), AtDeadline.WAIT),
                options.present().policy());
    }

    @Test
    void updated_deleted_goesBackToTheProperties() throws ConfigurationException {
        properties.put(RegistrarOptions.SHUTDOWN_BUDGET, "3000");
        ConfiguredOptions options = configuration();
        update(options, Map.of(RegistrarOptions.SHUTDOWN_BUDGET, "none", UnloadPolicy.DEADLINE, 1));
        new ConfigurationUpdates(options).updated(null);
        assertEquals(options.fallback(), options.present());
        assertEquals(Optional.of(Duration.ofSeconds(3)), options.present().shutdownBudget());
    }

    @ParameterizedTest
    @CsvSource({
        "nmr.unload.report.after, 0, 'nmr.unload.report.after: expected a duration above 0, was 0'",
        "nmr.unload.deadline, -1, 'nmr.unload.deadline: expected a duration of 0 or more, was -1'",
        "nmr.unload.at.deadline, KILL, 'nmr.unload.at.deadline: expected one of [WAIT, REVOKE, INTERRUPT], was KILL'",
        "nmr.shutdown.budget, 25s, 'nmr.shutdown.budget: expected milliseconds, or a text such as PT30S, was 25s'",
        "nmr.debug, on, 'nmr.debug: expected true or false, was on'",
    })
    void updated_unreadable_namesTheKeyAndLeavesThePresent(String key, String value, String reason)
            throws ConfigurationException {
        ConfiguredOptions options = configuration();
        update(options, Map.of(UnloadPolicy.DEADLINE, 5));
        Options before = options.present();
        ConfigurationException thrown =
                assertThrows(ConfigurationException.class, () -> update(options, Map.of(key, value)));
        assertEquals(key, thrown.getProperty());
        assertEquals(reason, thrown.getReason());
        assertEquals(before, options.present());
    }

    @Test
    void updated_array_isShownAsItsElements() {
        ConfiguredOptions options = configuration();
        Map<Object, String> shown = Map.of(
                new String[] {"PT5S", "PT6S"},
                "[PT5S, PT6S]",
                new int[] {5},
                "[5]",
                new Object[] {new long[] {1, 2}},
                "[[1, 2]]",
                new String[0],
                "[]",
                List.of("PT5S"),
                "[PT5S]");
        shown.forEach((value, text) -> {
            for (String key : Options.KEYS) {
                ConfigurationException thrown =
                        assertThrows(ConfigurationException.class, () -> update(options, Map.of(key, value)));
                assertTrue(thrown.getReason().endsWith(", was " + text), thrown.getReason());
            }
        });
    }

    @Test
    void updated_unknownKey_isWarnedOfWithTheNearest() throws ConfigurationException {
        ConfiguredOptions options = configuration();
        update(options, Map.of("nmr.unload.dedline", 5, "service.pid", "nmr.registrar", "NMR.debug", true));
        assertEquals(
                List.of("WARNING configuration nmr.registrar: nmr.unload.dedline is unknown and changes nothing."
                        + " The nearest known name is nmr.unload.deadline"),
                warnings);
    }

    @Test
    void updated_keyThatIsAPropertyOnly_isWarnedOf() throws ConfigurationException {
        update(configuration(), Map.of("nmr.absence.report.after", "PT1S"));
        assertEquals(
                List.of("WARNING configuration nmr.registrar: nmr.absence.report.after changes nothing here."
                        + " It is read from the properties of the framework only"),
                warnings);
    }

    @Test
    void warnOfProperties_known_areThoseOfTheRegistrarAndOfItsAbsence() {
        List<String> names = List.of("nmr.debug", "nmr.absence.report.after");
        UnknownKeys.warn("framework property", names, /* caseSensitive= */ true, log);
        assertEquals(List.of(), warnings);
    }

    @Test
    void warnOfProperties_unknown_areThoseOfTheFrameworkAndTheSystem() {
        FrameworkDTO dto = new FrameworkDTO();
        dto.properties = Map.of(
                "nmr.Debug", "true",
                "nmr.debug", "true",
                "nmr.drain.filter", "(a=b)",
                "nmr.reach.node", "a",
                "nmr.webconsole.hosts", "example.org",
                "org.osgi.framework.version", "1.10");
        Bundle framework = Fake.of(Bundle.class, Map.of("adapt", args -> dto));
        BundleContext whole = Fake.of(BundleContext.class, Map.of("getBundle", args -> framework));
        System.setProperty("nmr.shutdown.buget", "1");
        try {
            UnknownKeys.warnOfProperties(whole, log);
        } finally {
            System.clearProperty("nmr.shutdown.buget");
        }
        String rest = " is unknown and changes nothing. The nearest known name is ";
        assertEquals(
                List.of(
                        "WARNING framework properties: nmr.Debug" + rest + "nmr.debug",
                        "WARNING framework properties: nmr.shutdown.buget" + rest + "nmr.shutdown.budget"),
                warnings);
    }

    @Test
    void warnOfProperties_many_areCounted() {
        List<String> names = IntStream.range(10, 22).mapToObj(i -> "nmr.x" + i).toList();
        UnknownKeys.warn("framework properties", names, /* caseSensitive= */ true, log);
        assertEquals(11, warnings.size());
        assertEquals("WARNING framework properties: 2 more names that begin with nmr. are unknown", warnings.get(10));
    }

    /** The service may be called by anybody, with any dictionary. */
    @Test
    void updated_keyIsNoString_isRefusedAndChangesNothing() {
        ConfiguredOptions options = configuration();
        Hashtable<Object, Object> raw = new Hashtable<>(Map.of(UnloadPolicy.DEADLINE, "PT1S", 5, "five"));
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> new ConfigurationUpdates(options).updated(erased(raw)));
        assertTrue(refused.getMessage().contains("java.lang.Integer"), refused.getMessage());
        assertEquals(Options.DEFAULT, options.present());
    }

    /** A list in a list in a list has a text that takes the whole stack. */
    @Test
    void with_valueThatIsVeryDeep_isRefused() {
        List<Object> deep = List.of();
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
        }
        for (String key : Options.KEYS) {
            Object value = deep;
            var refused = assertThrows(IllegalArgumentException.class, () -> Options.DEFAULT.with(key, value));
            assertTrue(refused.getMessage().contains(key + ": expected "), refused.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // as an old API may hand it over
    private static Dictionary<String, ?> erased(Dictionary<?, ?> raw) {
        return (Dictionary<String, ?>) raw;
    }
}
