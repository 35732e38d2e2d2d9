// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Deregistration;
import org.nmr.ProviderCharacteristics;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.registrar.text.Until;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Who blocks: the culprit stands in the verdict, and what to do in the next step. */
class FindingsTest {
    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private void attach() {
        provider.register();
        client.register();
    }

    private FindingDTO only() {
        List<FindingDTO> findings = diagnostics.getFindings();
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    /** Also that it is the same for the bundle, and in JSON. */
    private FindingDTO assertBlocked(String cause, String... culprits) {
        FindingDTO finding = diagnostics.getFindings().get(0);
        assertEquals("BLOCKED", finding.kind);
        assertEquals(cause, finding.cause, finding::toString);
        for (String culprit : culprits) {
            assertTrue(finding.verdict.contains(culprit), () -> culprit + " in: " + finding.verdict);
        }
        assertEquals(1, finding.verdict.lines().count());
        assertEquals(1, finding.nextStep.lines().count());
        FindingDTO again = diagnostics.getFindings("p").get(0);
        assertEquals(cause, again.cause);
        assertEquals(finding.nextStep, again.nextStep);
        String json = DiagnosticsJson.of(List.of(again));
        assertTrue(json.contains("\"cause\":\"" + cause + "\""), json);
        return finding;
    }

    private void assertRevocable(FindingDTO finding) {
        assertTrue(finding.nextStep.contains("nmr:revoke " + finding.binding), finding.nextStep);
        diagnostics.revoke(finding.binding);
        world.log.takeWarning("was revoked");
    }

    @Test
    void getFindings_nothingWrong_isEmpty() {
        attach();
        assertEquals(List.of(), diagnostics.getFindings());
        FindingDTO idle = diagnostics.getFindings("p").get(0);
        assertEquals("IDLE", idle.kind);
        assertEquals("p [1] is not unloading, and no call of its bindings is in flight", idle.verdict);
        assertFalse(idle.nextStep.isEmpty());
    }

    /** An end that has just begun may be complete soon. */
    @Test
    void getFindings_seriousAfterFreshEnd_comesFirst() {
        client.detachesLater();
        attach();
        provider.deregister();
        NotLoaded.add(world.registrar.modules().get(0), new IllegalStateException("no port"));
        List<FindingDTO> findings = diagnostics.getFindings();
        assertEquals(
                List.of("NOT_LOADED", "BLOCKED"),
                findings.stream().map(each -> each.kind).toList());
        NotLoaded.remove(world.registrar.modules().get(0));
        client.context().complete();
    }

    @Test
    void getFindings_callInFlight_namesItsThread() {
        Hold gate = new Hold();
        provider.dispatch(what -> {
            gate.stay();
            return what;
        });
        attach();
        Running<String> call =
                world.async(() -> client.context(provider).dispatch().tellProvider("hi"));
        gate.awaitInside();
        FindingDTO idle = diagnostics.getFindings("c").get(0);
        assertTrue(idle.verdict.contains("An unload would now wait for thread "), idle.verdict);
        assertFalse(idle.nextStep.contains("nmr:revoke"), "it holds up nothing: " + idle.nextStep);

        provider.deregister();
        FindingDTO finding = assertBlocked("CALL", "thread ", "which is inside p [1] in a call of c [2]");
        assertTrue(finding.nextStep.contains(" return from p [1]"), finding.nextStep);
        assertRevocable(finding);
        gate.release();
        call.get();
    }

    @Test
    void getFindings_sideIsPending_namesItsModule() {
        client.detachesLater();
        attach();
        provider.deregister();
        FindingDTO finding =
                assertBlocked("PENDING", "c [2], whose detach() has answered PENDING ", "not called detachComplete()");
        assertTrue(finding.nextStep.startsWith("let c [2] call detachComplete()"), finding.nextStep);
        assertRevocable(finding);
        client.context().complete();
    }

    @Test
    void getFindings_detachBlocks_namesTheCallbackAndItsThread() {
        Hold gate = new Hold();
        client.onDetach(context -> {
            gate.stay();
            return null;
        });
        attach();
        Running<?> stop = world.async(provider::deregister);
        gate.awaitInside();
        FindingDTO finding = assertBlocked("CALLBACK", "thread ", "which runs detach() of client c [2]");
        assertTrue(finding.nextStep.startsWith("let detach() of client c [2] return"), finding.nextStep);
        gate.release();
        stop.get();
        world.log.takeAll();
    }

    @Test
    void getFindings_cleanupBlocks_namesTheSide() {
        Hold gate = new Hold();
        provider.onCleanup(context -> gate.stay());
        attach();
        Running<?> stop = world.async(provider::deregister);
        gate.awaitInside();
        assertBlocked("CALLBACK", "which runs cleanup() of provider p [1]");
        gate.release();
        stop.get();
    }

    @Test
    void getFindings_attachBlocks_namesTheCallbackBeforeAndDuringTheEnd() {
        Hold gate = new Hold();
        provider.onProposal(proposal -> {
            gate.stay();
            return provider.accept(proposal);
        });
        provider.register();
        Running<?> registering = world.async(client::register);
        gate.awaitInside();
        FindingDTO before = only();
        assertEquals("UNATTACHED", before.kind);
        assertEquals("ATTACHING", before.cause);
        assertTrue(before.verdict.contains("which runs attachClient() of provider p [1]"), before.verdict);

        Deregistration end = provider.deregister();
        assertBlocked("CALLBACK", "which runs attachClient() of provider p [1]");
        gate.release();
        registering.get();
        World.awaitEnd(end);
    }

    @Test
    void getFindings_threadEndedInsideACall_saysWhoForgotToCloseIt() throws InterruptedException {
        attach();
        Thread forgetful = new Thread(client.context(provider).binding()::enter, "forgetful");
        forgetful.start();
        forgetful.join();
        provider.deregister();
        FindingDTO finding =
                assertBlocked("ENDED_THREAD", "a call of c [2] to p [1]", "has not closed before it ended");
        assertTrue(finding.serious);
        assertTrue(finding.nextStep.contains("close each Call"), finding.nextStep);
        assertRevocable(finding);
    }

    @Test
    void getFindings_callWaitsForALock_namesWhoHoldsIt() {
        Object lock = new Object();
        CountDownLatch entering = new CountDownLatch(1);
        Hold gate = new Hold();
        Running<?> owner = world.async(() -> {
            synchronized (lock) {
                gate.stay();
            }
            return null;
        });
        gate.awaitInside();
        provider.dispatch(what -> {
            entering.countDown();
            synchronized (lock) {
                return what;
            }
        });
        attach();
        Running<String> call =
                world.async(() -> client.context(provider).dispatch().tellProvider("hi"));
        World.await(entering, "the call did not come");
        provider.deregister();
        Until.holds("a call that waits for the lock", () -> only().cause.equals("LOCK"));
        FindingDTO finding =
                assertBlocked("LOCK", "which is inside p [1]", "waits for a lock, which thread ", " holds");
        assertTrue(finding.nextStep.contains("release the lock"), finding.nextStep);
        gate.release();
        owner.get();
        call.get();
    }

    @Test
    void getFindings_registerRuns_namesTheThread() {
        Hold gate = new Hold();
        LiveModule module = world.module("loading");
        Running<?> loading = world.async(() -> {
            module.load(nmr -> gate.stay());
            return null;
        });
        gate.awaitInside();
        FindingDTO before = diagnostics.getFindings("loading").get(0);
        assertEquals("LOADING", before.cause);
        assertTrue(before.verdict.contains(", which runs register() of module loading"), before.verdict);
        Deregistration end = module.unload();
        FindingDTO finding = only();
        assertEquals("MODULE_CODE", finding.cause);
        assertTrue(finding.verdict.contains(", which runs register() of module loading of loading ["), finding.verdict);
        assertTrue(finding.nextStep.contains("nmr.unload.deadline"), finding.nextStep);
        gate.release();
        loading.get();
        World.awaitEnd(end);
    }

    @Test
    void getFindings_severalHoldUp_thoseThatNeverEndComeFirstAndAreCounted() throws InterruptedException {
        client.detachesLater();
        attach();
        Thread forgetful = new Thread(client.context(provider).binding()::enter, "forgetful");
        forgetful.start();
        forgetful.join();
        provider.deregister();
        FindingDTO finding = assertBlocked("ENDED_THREAD", "; and for 1 other");
        assertRevocable(finding);
        client.context().complete();
    }

    @Test
    void getFindings_unknownName_saysWhatIsExpectedAndWhatIsNear() {
        world.client("consumer").register();
        IllegalArgumentException near =
                assertThrows(IllegalArgumentException.class, () -> diagnostics.getFindings("consumr"));
        assertEquals(
                "expected the id or symbolic name of a bundle, the name of a module, or the id of an NPI, was consumr;"
                        + " is consumer meant?",
                near.getMessage());
        for (String name : List.of("", "-1", "x\ny", "999999999999999999999")) {
            String message = assertThrows(IllegalArgumentException.class, () -> diagnostics.getFindings(name))
                    .getMessage();
            assertTrue(message.endsWith("; nmr:list shows them"), message);
            assertEquals(1, message.lines().count());
        }
    }

    @Test
    void getFindings_twoBundlesOfOneName_answersForBoth() {
        world.module("twin").registerProvider(characteristics());
        world.module("twin").registerProvider(characteristics());
        assertEquals(
                2,
                diagnostics.getFindings("twin").stream()
                        .map(finding -> finding.owner.bundle)
                        .distinct()
                        .count());
    }

    private static ProviderCharacteristics<ClientCalls, ProviderCalls> characteristics() {
        return ProviderCharacteristics.of(World.NPI, proposal -> Answer.accept(BindingContext.NONE, what -> what));
    }

    @Test
    void getFindings_moduleThatCouldNotRegister_saysWhatWasThrownUntilItIsWithdrawn() {
        LiveModule module = world.module("broken");
        NotLoaded.add(module, new IllegalStateException("no\nport"));
        FindingDTO finding = only();
        assertEquals("NOT_LOADED", finding.kind);
        assertEquals(
                "module broken of broken [1] is not loaded, because its register() has thrown"
                        + " java.lang.IllegalStateException: no\\nport",
                finding.verdict);
        assertTrue(finding.serious);
        assertEquals("NOT_LOADED", diagnostics.getFindings("broken").get(0).kind);
        NotLoaded.remove(module);
        assertEquals(List.of(), diagnostics.getFindings());
    }

    @Test
    void getFindings_moduleWithoutRegistration_saysSo() {
        world.module("silent");
        FindingDTO finding = diagnostics.getFindings("silent").get(0);
        assertEquals("NOTHING_REGISTERED", finding.cause);
        assertEquals("module silent of silent [1] is loaded, and has registered nothing", finding.verdict);
    }

    @Test
    void getFindings_bundleWithoutRegistration_isAskedFromTheFramework() {
        FindingDTO known = new FindingDTO();
        Diagnostics withBundles =
                new Diagnostics(world.registrar, name -> name.equals("idle") ? List.of(known) : List.of());
        assertEquals(List.of(known), withBundles.getFindings("idle"));
        assertThrows(IllegalArgumentException.class, () -> withBundles.getFindings("other"));
    }
}
