// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.core.Policy;
import org.nmr.registrar.core.Policy.AtDeadline;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.core.Settings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationException;

/** Each option comes from the configuration, else from the framework's property, else it is the default. */
class ConfigurationTest {
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final BundleContext context =
            Fake.of(BundleContext.class, Map.of("getProperty", args -> properties.get(args[0])));
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> warnings.add(args[0] + " " + args[1]) ? null : null));
    private final Registrar registrar = new Registrar(Settings.DEFAULT);

    private Configuration configuration() {
        return new Configuration(context, registrar, log);
    }

    private static void update(Configuration configuration, Map<String, ?> values) throws ConfigurationException {
        new ConfigurationUpdates(configuration).updated(FrameworkUtil.asDictionary(values));
    }

    @Test
    void keys_areThoseOfTheApiAndOfTheDescription() {
        List<String> described = Arrays.stream(RegistrarConfiguration.class.getDeclaredMethods())
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
        properties.put(UnloadPolicy.SHUTDOWN_BUDGET, "none");
        properties.put(UnloadPolicy.DEBUG, "TRUE");
        Policy policy = new Policy(Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(30)), AtDeadline.REVOKE);
        assertEquals(
                new Options(policy, Optional.empty(), /* debug= */ true),
                configuration().present());
        assertEquals(List.of(), warnings);
    }

    @Test
    void present_unreadableProperty_isWarnedOfAndTheOthersHold() {
        properties.put(UnloadPolicy.DEADLINE, "soon");
        properties.put(UnloadPolicy.SHUTDOWN_BUDGET, "3000");
        Options present = configuration().present();
        assertEquals(Optional.empty(), present.policy().deadline());
        assertEquals(Optional.of(Duration.ofSeconds(3)), present.shutdownBudget());
        assertEquals(
                List.of("WARNING framework property nmr.unload.deadline: expected milliseconds, or a text such as"
                        + " PT30S, was soon; the default is used until it is corrected and the registrar is restarted"),
                warnings);
    }

    @Test
    void updated_configuration_replacesPropertiesKeyByKey() throws ConfigurationException {
        properties.put(UnloadPolicy.REPORT_AFTER, "1000");
        properties.put(UnloadPolicy.DEADLINE, "2000");
        Configuration configuration = configuration();
        update(configuration, Map.of(UnloadPolicy.DEADLINE, 9000L, UnloadPolicy.DEBUG, true, "service.pid", "x"));
        assertEquals(
                new Policy(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(9)), AtDeadline.WAIT),
                configuration.present().policy());
        assertTrue(configuration.present().debug());

        update(configuration, Map.of(UnloadPolicy.REPORT_AFTER, 7, UnloadPolicy.DEADLINE, " "));
        assertEquals(
                new Policy(Duration.ofMillis(7), Optional.of(Duration.ofSeconds(2)), AtDeadline.WAIT),
                configuration.present().policy());
    }

    @Test
    void updated_deleted_goesBackToTheProperties() throws ConfigurationException {
        properties.put(UnloadPolicy.SHUTDOWN_BUDGET, "3000");
        Configuration configuration = configuration();
        update(configuration, Map.of(UnloadPolicy.SHUTDOWN_BUDGET, "none", UnloadPolicy.DEADLINE, 1));
        new ConfigurationUpdates(configuration).updated(null);
        assertEquals(configuration.fallback(), configuration.present());
        assertEquals(Optional.of(Duration.ofSeconds(3)), configuration.present().shutdownBudget());
    }

    @ParameterizedTest
    @CsvSource({
        "nmr.unload.report.after, 0, 'nmr.unload.report.after: expected a time above 0, was 0'",
        "nmr.unload.deadline, -1, 'nmr.unload.deadline: expected a time of 0 or more, was -1'",
        "nmr.unload.at.deadline, KILL, 'nmr.unload.at.deadline: expected one of [WAIT, REVOKE, INTERRUPT], was KILL'",
        "nmr.shutdown.budget, 25s, 'nmr.shutdown.budget: expected milliseconds, or a text such as PT30S, was 25s'",
        "nmr.debug, on, 'nmr.debug: expected true or false, was on'",
    })
    void updated_unreadable_namesTheKeyAndLeavesThePresent(String key, String value, String reason)
            throws ConfigurationException {
        Configuration configuration = configuration();
        update(configuration, Map.of(UnloadPolicy.DEADLINE, 5));
        Options before = configuration.present();
        ConfigurationException thrown =
                assertThrows(ConfigurationException.class, () -> update(configuration, Map.of(key, value)));
        assertEquals(key, thrown.getProperty());
        assertEquals(reason, thrown.getReason());
        assertEquals(before, configuration.present());
    }
}
