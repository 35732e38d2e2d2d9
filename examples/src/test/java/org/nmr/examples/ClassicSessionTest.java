// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.testkit.PlainRegistrar;

/** The classic pattern under load: eight threads call while providers come and go. */
@Timeout(300)
class ClassicSessionTest {
    private static final int CALLERS = 8;
    private static final int PROVIDERS = 200;

    private final PlainRegistrar registrar = new PlainRegistrar();
    private final NetworkModuleRegistrar owner = registrar.open("org.example");
    private final List<ClassicSession> sessions = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    /** [C-124, C-130, C-132] A completion too few would hang, one too many would throw out of a call. */
    @Test
    void greet_providersComeAndGo_noCallFailsOrRunsInOneThatIsGone() throws Exception {
        owner.registerClient(ClientCharacteristics.of(Greeter.NPI, this::attach));
        List<FutureTask<Integer>> callers = startCallers();
        for (int i = 0; i < PROVIDERS; i++) {
            GuardedGreeter greeter = new GuardedGreeter();
            ModuleRegistrations module = owner.openModule("greeter");
            module.registerProvider(
                    ProviderCharacteristics.of(Greeter.NPI, client -> Answer.accept(BindingContext.NONE, greeter)));
            assertTrue(greeter.called.await(60, TimeUnit.SECONDS));
            module.close();
            assertEquals(0, greeter.inside.get(), "calls inside a provider that is gone");
            greeter.gone = true;
        }
        over = true;
        for (FutureTask<Integer> caller : callers) {
            assertTrue(caller.get(60, TimeUnit.SECONDS) >= 0);
        }
        registrar.close();
    }

    private void attach(ProviderProposal<Void, Greeter> proposal) {
        ClassicSession session = new ClassicSession(proposal.binding());
        if (proposal.attach(session).attached()) {
            sessions.add(session);
        }
    }

    private List<FutureTask<Integer>> startCallers() {
        List<FutureTask<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            FutureTask<Integer> caller = new FutureTask<>(this::greetAll);
            callers.add(caller);
            new Thread(caller, "test caller " + i).start();
        }
        return callers;
    }

    /** Calls through every session until the test is over; a session that is detaching answers with nothing. */
    private int greetAll() {
        int answers = 0;
        while (!over) {
            for (ClassicSession session : sessions) {
                if (session.greet("World").isPresent()) {
                    answers++;
                } else {
                    sessions.remove(session);
                }
            }
            Thread.yield(); // else the callers keep the processors from the thread that unloads
        }
        return answers;
    }

    /** Knows by itself who is inside, and refuses calls when it is gone. */
    private static final class GuardedGreeter implements Greeter {
        final AtomicInteger inside = new AtomicInteger();
        final CountDownLatch called = new CountDownLatch(CALLERS);
        volatile boolean gone;

        @Override
        public String greet(String name) {
            inside.incrementAndGet();
            try {
                if (gone) {
                    throw new IllegalStateException("expected no call after the unload");
                }
                called.countDown();
                return "Hello " + name;
            } finally {
                inside.decrementAndGet();
            }
        }
    }
}
