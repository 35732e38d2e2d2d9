// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.nmr.AttachResult;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Two threads meet in the same moment, some hundred times each; {@link World} checks the outcome. */
class ConcurrencyTest {
    private static final int ROUNDS = 400;

    /** One meeting of a client and a provider. */
    private static final class Meeting implements AutoCloseable {
        final World world = new World();
        final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

        void attach() {
            provider.register();
            client.register();
        }

        /** Runs both at the same instant and returns when both have returned. */
        void race(Callable<?> one, Callable<?> other) {
            CyclicBarrier start = new CyclicBarrier(2);
            Running<?> first = world.async(() -> {
                start.await(60, TimeUnit.SECONDS);
                return one.call();
            });
            Running<?> second = world.async(() -> {
                start.await(60, TimeUnit.SECONDS);
                return other.call();
            });
            first.get();
            second.get();
        }

        @Override
        public void close() {
            world.close();
        }
    }

    private static void repeat(Consumer<Meeting> round) {
        for (int i = 0; i < ROUNDS; i++) {
            try (Meeting meeting = new Meeting()) {
                round.accept(meeting);
            }
        }
    }

    @Test
    @Clause("C-64, C-65, C-69, C-174")
    void register_bothAtOnce_attachesExactlyOnce() {
        repeat(meeting -> {
            meeting.race(meeting.client::register, meeting.provider::register);

            meeting.world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)");
        });
    }

    @Test
    @Clause("C-114, C-157")
    void deregister_bothAtOnce_detachesOnceAndBothEndsComplete() {
        repeat(meeting -> {
            meeting.attach();
            meeting.race(
                    () -> {
                        meeting.client.close();
                        return null;
                    },
                    () -> {
                        meeting.provider.close();
                        return null;
                    });

            assertEquals(7, meeting.world.history.events().size());
        });
    }

    @Test
    @Clause("A-9, A-34, C-162")
    void deregister_whileThePeerRegisters_leavesNothingAttached() {
        repeat(meeting -> {
            meeting.client.register();
            AtomicReference<Deregistration> end = new AtomicReference<>();
            meeting.race(meeting.provider::register, () -> {
                end.set(meeting.client.deregister());
                return null;
            });

            assertTrue(end.get().isComplete());
            World.awaitEnd(meeting.provider.deregister());
        });
    }

    @Test
    @Clause("C-130, A-19, C-137")
    void detachComplete_whileDetachReturns_cleansUpOnce() {
        repeat(meeting -> {
            AtomicReference<Running<?>> completion = new AtomicReference<>();
            meeting.client.onDetach(context -> {
                CyclicBarrier start = new CyclicBarrier(2);
                completion.set(meeting.world.async(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    context.complete();
                    return null;
                }));
                meet(start);
                return DetachStatus.PENDING;
            });
            meeting.attach();
            meeting.provider.close();
            completion.get().get();

            assertEquals(1, meeting.world.history.count("c.cleanup(p)"));
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the other thread has not come", e);
        }
    }

    @Test
    @Clause("C-134, C-137, C-142")
    void detachComplete_bothSidesAtOnce_cleansUpOnce() {
        repeat(meeting -> {
            meeting.client.detachesLater();
            meeting.provider.detachesLater();
            meeting.attach();
            Deregistration end = meeting.client.deregister();
            meeting.race(
                    () -> {
                        meeting.client.context().complete();
                        return null;
                    },
                    () -> {
                        meeting.provider.context().complete();
                        return null;
                    });

            assertTrue(end.isComplete());
            assertEquals(7, meeting.world.history.events().size());
        });
    }

    @Test
    @Clause("C-132, B-10")
    void detachComplete_sameSideTwiceAtOnce_exactlyOneFails() {
        repeat(meeting -> {
            meeting.client.detachesLater();
            meeting.attach();
            meeting.client.deregister();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Callable<?> complete = () -> {
                try {
                    meeting.client.context().complete();
                } catch (IllegalStateException e) {
                    assertTrue(failed.compareAndSet(null, e));
                }
                return null;
            };
            meeting.race(complete, complete);

            assertTrue(failed.get() != null);
        });
    }

    @Test
    @Clause("A-5, B-4")
    void deregister_sameHandleTwiceAtOnce_exactlyOneFails() {
        repeat(meeting -> {
            meeting.attach();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Callable<?> deregister = () -> {
                try {
                    meeting.client.deregister();
                } catch (IllegalStateException e) {
                    assertTrue(failed.compareAndSet(null, e));
                }
                return null;
            };
            meeting.race(deregister, deregister);

            assertTrue(failed.get() != null);
        });
    }

    @Test
    @Clause("C-151, A-4, A-28")
    void close_whileTheLastCompletionArrives_returnsAndSeesTheCleanup() {
        repeat(meeting -> {
            int[] cleaned = {0}; // plain memory: the end makes it visible
            meeting.provider.onCleanup(context -> cleaned[0]++);
            meeting.provider.detachesLater();
            meeting.attach();
            meeting.client.deregister();
            meeting.race(
                    () -> {
                        meeting.client.close();
                        assertEquals(1, cleaned[0]);
                        return null;
                    },
                    () -> {
                        meeting.provider.context().complete();
                        return null;
                    });
        });
    }

    @Test
    @Clause("C-164, C-167")
    void unload_whileTheModuleRegisters_endsIfItWasRegistered() {
        repeat(meeting -> {
            meeting.client.in(meeting.world.module("m"));
            meeting.provider.register();
            meeting.race(
                    () -> {
                        try {
                            return meeting.client.register();
                        } catch (IllegalStateException e) {
                            return e;
                        }
                    },
                    () -> {
                        meeting.client.module().close();
                        return null;
                    });

            World.awaitEnd(meeting.client.module().unload());
        });
    }

    @Test
    @Clause("A-33")
    void unloadAll_whileAModuleComes_endsItOrRefusesIt() {
        repeat(meeting -> {
            meeting.provider.register();
            meeting.race(
                    () -> {
                        try {
                            return meeting.client.register();
                        } catch (IllegalStateException e) {
                            return e;
                        }
                    },
                    () -> {
                        meeting.world.registrar.unloadAll().await();
                        return null;
                    });
        });
    }

    @Test
    @Clause("C-20, C-85, C-86, A-28")
    void dispatch_usedByTheProviderBeforeAttachReturned_isThere() {
        repeat(meeting -> {
            AtomicReference<Running<String>> heard = new AtomicReference<>();
            meeting.provider.onProposal(proposal -> {
                var answer = meeting.provider.accept(proposal);
                heard.set(
                        meeting.world.async(() -> proposal.binding().dispatch().tellClient("early")));
                return answer;
            });
            meeting.client.onProposal(proposal -> {
                AttachResult result = meeting.client.attach(proposal);
                assertTrue(result.attached());
            });
            meeting.attach();

            assertEquals("c got early", heard.get().get());
        });
    }
}
