// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.ops.internal.FakeServices;
import org.nmr.testkit.Fake;

/** What a JMX client sees: only types that it has, too. */
class RegistrarBeanTest {
    private final FakeServices services = new FakeServices();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final RegistrarDTO registrar = new RegistrarDTO();
    private final FindingDTO finding = new FindingDTO();
    private final List<Notification> heard = new ArrayList<>();
    private ObjectName name;
    private RegistrarBean bean;

    @BeforeEach
    void publish() throws Exception {
        BindingDTO binding = new BindingDTO();
        binding.id = "3-1";
        binding.npi = "<script>";
        binding.client.calls = 2;
        binding.provider.calls = 1;
        binding.client.owner.name = "c";
        binding.client.owner.bundle = 5;
        registrar.bindings = List.of(binding);
        registrar.registrations = List.of(new RegistrationDTO(), new RegistrationDTO());
        registrar.unloads = List.of(new UnloadDTO());
        registrar.attachedCount = 4;
        registrar.refusedCount = 3;
        registrar.failedCount = 2;
        registrar.abandonedCalls = 1;
        registrar.revocations = List.of("binding 3-1 was revoked");
        finding.verdict = "thread x of c [5] is inside p [6]";
        finding.details = List.of("  at p.Slow.run");
        finding.nextStep = "nmr:revoke 3-1";
        finding.unload = new UnloadDTO();
        RegistrarRuntime runtime = Fake.of(
                RegistrarRuntime.class,
                Map.of(
                        "getRegistrar", args -> registrar,
                        "getFindings", args -> findings(args),
                        "revoke", args -> "revoked " + args[0]));
        name = new ObjectName("org.nmr:type=Registrar");
        bean = new RegistrarBean(name, "uuid", runtime, services.context());
        server.registerMBean(bean, name);
    }

    private List<FindingDTO> findings(Object... args) {
        if (args.length > 0 && !args[0].equals("p")) {
            throw new IllegalArgumentException("getFindings: expected a bundle, was " + args[0]);
        }
        return List.of(finding);
    }

    @AfterEach
    void withdraw() throws Exception {
        bean.close();
        server.unregisterMBean(name);
        assertEquals(List.of(), services.published());
    }

    private Object get(String attribute) throws Exception {
        return server.getAttribute(name, attribute);
    }

    private Object invoke(String operation, String argument) throws Exception {
        return server.invoke(name, operation, new Object[] {argument}, new String[] {String.class.getName()});
    }

    @Test
    void attributes_all_haveTheValuesOfTheRegistrar() throws Exception {
        assertEquals(2, get("RegistrationCount"));
        assertEquals(1, get("BindingCount"));
        assertEquals(3, get("CallsInFlight"));
        assertEquals(1, get("UnloadCount"));
        assertEquals(4L, get("AttachedCount"));
        assertEquals(3L, get("RefusedCount"));
        assertEquals(2L, get("FailedCount"));
        assertEquals(1L, get("AbandonedCallCount"));
        assertEquals("uuid", get("Framework"));
        assertEquals("binding 3-1 was revoked", ((String[]) get("Revocations"))[0]);
        CompositeData binding = ((CompositeData[]) get("Bindings"))[0];
        assertEquals("3-1", binding.get("id"));
        assertEquals("c [5]", binding.get("client"));
        assertEquals(2, binding.get("clientCalls"));
        CompositeData unload = ((CompositeData[]) get("Unloads"))[0];
        assertEquals(finding.verdict, unload.get("verdict"));
        assertEquals(finding.nextStep, unload.get("nextStep"));
    }

    @Test
    void attributes_all_canBeReadAndNoneWritten() throws Exception {
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
            assertTrue(attribute.isReadable() && !attribute.isWritable(), attribute::getName);
            assertTrue(get(attribute.getName()) != null, attribute::getName);
        }
    }

    @Test
    void texts_findings_beginWithTheVerdictAndEndWithTheNextStep() throws Exception {
        for (Object text : List.of(get("Findings"), invoke("why", "p"))) {
            List<String> lines = ((String) text).lines().toList();
            assertEquals(finding.verdict, lines.get(0));
            assertEquals(finding.nextStep, lines.get(lines.size() - 1));
        }
        assertTrue(((String) get("FindingsJson")).contains("\"nextStep\":\"nmr:revoke 3-1\""));
        assertTrue(((String) get("RegistrarJson")).contains("\"npi\":\"\\u003cscript\\u003e\""));
    }

    @Test
    void operations_badInput_tellTheReason() throws Exception {
        assertEquals("revoked 3-1", invoke("revoke", "3-1"));
        RuntimeMBeanException refused = assertThrows(RuntimeMBeanException.class, () -> invoke("why", "nobody"));
        assertEquals(
                "getFindings: expected a bundle, was nobody",
                refused.getTargetException().getMessage());
    }

    @Test
    void notifications_listenerAdded_comeUntilItIsRemoved() throws Exception {
        assertEquals(List.of(), services.published());
        NotificationListener listener = (notification, handback) -> heard.add(notification);
        server.addNotificationListener(name, listener, null, null);
        assertEquals(1, services.published().size());
        Stream.of(EventKind.values())
                .forEach(kind -> services.published().get(0).listener().event(FakeServices.event(kind)));
        assertEquals(EventKind.values().length, heard.size());
        Notification first = heard.get(0);
        assertEquals("org.nmr.attached", first.getType());
        assertEquals(
                "ATTACHED COMPLETE: client <b>client</b>\\n [5] and provider provider [6] over NPI test.npi,"
                        + " binding 3-1, calls: 2, 2 ms: a reason {}",
                first.getMessage());
        assertTrue(((String) first.getUserData()).contains("\"kind\":\"ATTACHED\""));
        server.removeNotificationListener(name, listener);
        assertEquals(List.of(), services.published());
    }

    @Test
    void notifications_twoListeners_comeUntilTheLastIsRemoved() throws Exception {
        NotificationListener listener = (notification, handback) -> heard.add(notification);
        server.addNotificationListener(name, listener, null, "a");
        server.addNotificationListener(name, listener, null, "b");
        server.removeNotificationListener(name, listener, null, "a");
        assertEquals(1, services.published().size());
        server.removeNotificationListener(name, listener, null, "b");
        assertEquals(List.of(), services.published());
    }
}
