// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.UnloadPolicy;

/** Which services are drained, held, or left plain, and why. */
class RulesTest {
    private static final String GREETER = "org.example.Greeter";

    private static ServiceFacts facts(String type, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(
                Map.of("objectClass", new String[] {type}, "service.id", 42L, "service.scope", "singleton"));
        all.putAll(properties);
        return new ServiceFacts(all, 7, "org.example.polite");
    }

    private static Rules rules(Map<String, Object> configuration) {
        return new Rules(
                Settings.read(configuration::get), facts -> !facts.component().equals("single"));
    }

    private static Verdict judge(String type, Map<String, Object> properties) {
        return rules(Map.of()).judge(facts(type, properties));
    }

    private static Verdict asking(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("nmr.drain", true);
        return judge(GREETER, all);
    }

    private static String reason(Verdict verdict) {
        return assertInstanceOf(Verdict.Plain.class, verdict).reason();
    }

    private static Verdict.Drained drained(Verdict verdict) {
        return assertInstanceOf(Verdict.Drained.class, verdict);
    }

    @Test
    void judge_serviceThatDoesNotAsk_isNotAsked() {
        assertInstanceOf(Verdict.NotAsked.class, judge(GREETER, Map.of()));
        assertInstanceOf(Verdict.NotAsked.class, judge(GREETER, Map.of("nmr.drain", false)));
        assertInstanceOf(Verdict.NotAsked.class, judge(GREETER, Map.of("nmr.drain", "false")));
    }

    @Test
    void judge_standIn_isNotAsked() {
        assertInstanceOf(Verdict.NotAsked.class, asking(Map.of("nmr.drain.original", 3L)));
    }

    @Test
    void judge_serviceThatAsks_isDrainedWithTheDefaultPolicy() {
        for (Object yes : new Object[] {true, "true", " TRUE "}) {
            Verdict.Drained drained = drained(judge(GREETER, Map.of("nmr.drain", yes)));
            assertEquals(new Verdict.Drained(Duration.ZERO, "", Settings.DEFAULT.policies()), drained);
        }
    }

    @Test
    void judge_propertyThatIsNoTruthValue_staysPlainAndSaysSo() {
        assertEquals(
                "nmr.drain: expected true or false, was \"yes\"", reason(judge(GREETER, Map.of("nmr.drain", "yes"))));
        assertTrue(reason(judge(GREETER, Map.of("nmr.drain", new int[0]))).contains("one of class"));
    }

    @Test
    void judge_filter_asksForServicesThatDoNotSayNo() {
        Rules rules = rules(Map.of("filter", "(objectClass=org.example.*)"));
        drained(rules.judge(facts(GREETER, Map.of())));
        assertInstanceOf(Verdict.NotAsked.class, rules.judge(facts(GREETER, Map.of("nmr.drain", false))));
        assertInstanceOf(Verdict.NotAsked.class, rules.judge(facts("com.example.Other", Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.osgi.framework.hooks.service.FindHook",
                "org.osgi.service.url.URLStreamHandlerService",
                "org.osgi.service.condition.Condition",
                "org.osgi.service.cm.ConfigurationAdmin",
                "org.osgi.service.cm.ManagedServiceFactory",
                "org.osgi.service.log.LogService",
                "org.osgi.service.event.EventAdmin",
                "org.osgi.service.component.runtime.ServiceComponentRuntime",
                "org.nmr.NetworkModule",
                "org.nmr.spi.ServiceRegistrar",
                "org.nmr.diagnostics.RegistrarRuntime",
                "org.nmr.ops.Drainer",
                "org.example.CacheMBean",
                "org.example.CacheMXBean"
            })
    void judge_neverDrained_staysPlainAndNamesTheType(String type) {
        String reason = reason(judge(type, Map.of("nmr.drain", true)));
        assertTrue(reason.startsWith(type + " is never drained: "), reason);
        reason(rules(Map.of("filter", "(objectClass=" + type + ")")).judge(facts(type, Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"osgi.command.function", "osgi.jaxrs.resource", "osgi.jakartars.resource", "jmx.objectname"})
    void judge_reflectedOn_staysPlain(String property) {
        assertTrue(reason(asking(Map.of(property, "x"))).contains("its class"));
    }

    @Test
    void judge_serviceOfTheFramework_staysPlain() {
        Map<String, Object> properties =
                facts(GREETER, Map.of("nmr.drain", true)).properties();
        ServiceFacts facts = new ServiceFacts(properties, 0, "system");
        assertEquals("the framework itself provides it", reason(rules(Map.of()).judge(facts)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.osgi.service.event.EventHandler", "javax.servlet.Servlet", "jakarta.servlet.Filter"})
    void judge_whiteboardService_isDrainedOnlyIfItIsNamed(String type) {
        drained(judge(type, Map.of("nmr.drain", true)));
        ServiceFacts facts = facts(type, Map.of("a", "b"));
        drained(rules(Map.of("filter", "(objectClass=" + type + ")")).judge(facts));
        drained(rules(Map.of("filter", "(&( objectclass =" + type + ")(a=b))")).judge(facts));
        String reason = reason(rules(Map.of("filter", "(a=b)")).judge(facts));
        assertTrue(reason.contains("(objectClass=" + type + ")"), reason);
    }

    @Test
    void judge_hold_isThatOfTheServiceOrElseTheConfigured() {
        Rules rules = rules(Map.of("hold", "PT3S", "filter", "(objectClass=org.example.*)"));
        assertEquals(
                Duration.ofSeconds(3),
                drained(rules.judge(facts(GREETER, Map.of()))).hold());
        assertEquals(
                Duration.ofSeconds(5),
                drained(rules.judge(facts(GREETER, Map.of("nmr.drain.hold", "5000"))))
                        .hold());
        assertEquals(
                Duration.ZERO,
                drained(rules.judge(facts(GREETER, Map.of("nmr.drain.hold", 0))))
                        .hold());
    }

    @ParameterizedTest
    @CsvSource({"prototype,", "bundle,", "bundle,many"})
    void judge_holdOfWhatHasStatePerConsumer_isDrainedWithoutHoldAndSaysWhy(String scope, String component) {
        Map<String, Object> properties = new HashMap<>(Map.of("nmr.drain.hold", "PT5S", "service.scope", scope));
        if (component != null) {
            properties.put("component.name", component);
        }
        Verdict.Drained drained = drained(asking(properties));
        assertEquals(Duration.ZERO, drained.hold());
        assertTrue(drained.note().startsWith("no hold: "), drained.note());
    }

    @Test
    void judge_holdOfASingleComponent_isHeld() {
        Verdict verdict =
                asking(Map.of("nmr.drain.hold", "PT5S", "service.scope", "bundle", "component.name", "single"));
        assertEquals(Duration.ofSeconds(5), drained(verdict).hold());
    }

    @Test
    void judge_holdOfAnExportedService_isDrainedWithoutHold() {
        Verdict.Drained drained = drained(asking(Map.of("nmr.drain.hold", "PT5S", "service.exported.interfaces", "*")));
        assertEquals(Duration.ZERO, drained.hold());
        assertTrue(drained.note().contains("other processes"), drained.note());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "PT-5S", "soon", "1.5", "99999999999999999999"})
    void judge_holdThatCannotBeRead_isDrainedWithoutHoldAndSaysWhy(String hold) {
        Verdict.Drained drained = drained(asking(Map.of("nmr.drain.hold", hold)));
        assertEquals(Duration.ZERO, drained.hold());
        assertEquals(
                "no hold: nmr.drain.hold: expected a duration of 0 or more, such as PT5S or 5000 (milliseconds), was \""
                        + hold + "\"",
                drained.note());
    }

    @Test
    void judge_policyOfTheService_winsUnlessItCannotBeRead() {
        Verdict.Drained own = drained(asking(Map.of(UnloadPolicy.DEADLINE, "none")));
        assertEquals("none", own.policies().get(UnloadPolicy.DEADLINE));
        Verdict.Drained wrong = drained(asking(Map.of(UnloadPolicy.AT_DEADLINE, "KILL")));
        assertEquals("REVOKE", wrong.policies().get(UnloadPolicy.AT_DEADLINE));
        assertTrue(wrong.note().endsWith("expected WAIT, REVOKE or INTERRUPT, was \"KILL\""), wrong.note());
    }
}
