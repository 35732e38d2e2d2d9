// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.ProviderCharacteristics;
import org.nmr.sample.datagram.DatagramNpi;
import org.nmr.testkit.PlainRegistrar;

/** The client with a real registrar, which counts its calls. */
@Timeout(300)
class CountedCallsTest {
    private static final int SENDERS = 8;
    private static final int UPDATES = 200;

    private final PlainRegistrar registrar = new PlainRegistrar();
    private final NetworkModuleRegistrar owner = registrar.open("org.example");
    private final FakeContext framework = new FakeContext(Map.of(SenderCount.PROPERTY, "" + SENDERS));
    private final SampleClient client = new SampleClient(framework.context(), new TestSettings(0));
    private final Map<String, LongSupplier> counters = Map.copyOf(framework.counters);

    CountedCallsTest() {
        client.register(owner.openModule("client"));
    }

    @AfterEach
    void end_afterEachTest_noCallFailedOrCameLate() {
        registrar.close();
        client.deactivate();
        assertEquals(0, get("failed"));
        assertEquals(0, get("late-calls"));
        assertEquals(get("attached"), get("detached"));
    }

    private long get(String counter) {
        return counters.get(counter).getAsLong();
    }

    /** [C-124] */
    @Test
    void unload_providerWithCallsInFlight_isCompleteWhenTheLastOneReturns() throws Exception {
        BlockingProvider provider = new BlockingProvider();
        ModuleRegistrations module = owner.openModule("provider");
        module.registerProvider(
                ProviderCharacteristics.of(DatagramNpi.NPI, proposal -> Answer.accept(BindingContext.NONE, provider)));
        assertTrue(provider.awaitCalls(SENDERS));

        Deregistration end = module.unload();
        provider.letReturn(SENDERS - 1);
        boolean tooEarly = end.await(Duration.ofMillis(20));
        provider.letReturn(1);
        assertFalse(tooEarly, "expected the unload to wait for the last call");
        assertTrue(end.await(Duration.ofSeconds(60)));
        client.deactivate();
        assertEquals(SENDERS, get("calls"));
    }

    @Test
    void unload_againAndAgainUnderLoad_noCallRunsInAProviderThatIsGone() throws Exception {
        for (int i = 0; i < UPDATES; i++) {
            AnsweringProvider provider = new AnsweringProvider();
            ModuleRegistrations module = owner.openModule("provider");
            module.registerProvider(ProviderCharacteristics.of(DatagramNpi.NPI, provider));
            assertTrue(provider.awaitAnswers());
            module.close();
            provider.end();
            assertEquals(0, provider.lateCalls(), "late calls of update " + i);
        }
        assertEquals(UPDATES, get("attached"));
        assertTrue(get("answers") > 0);
    }
}
