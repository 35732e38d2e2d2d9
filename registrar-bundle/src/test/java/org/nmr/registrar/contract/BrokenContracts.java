// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.UnloadPolicy;

/**
 * The contract with registrars that each break one promise. Not run by the build, but by {@link BrokenRegistrarTest}.
 */
final class BrokenContracts {
    private BrokenContracts() {}

    /** Breaks nothing. */
    static class Sound extends ContractTest {
        @Override
        protected NetworkModuleRegistrar open(String owner) {
            return broken(super.open(owner));
        }

        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound);
        }
    }

    /** Waits return at once. */
    static final class NoWaiting extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                Deregistration end(Deregistration end) {
                    return new Hasty(end);
                }

                @Override
                void await(AutoCloseable registration, Runnable close) {
                    Thread closing = new Thread(close);
                    closing.setDaemon(true);
                    closing.start();
                }

                @Override
                boolean await(boolean complete) {
                    return true;
                }
            };
        }
    }

    private record Hasty(Deregistration end) implements Deregistration {
        @Override
        public void await() {
            // returns at once, which is the fault
        }

        @Override
        public boolean await(Duration atMost) {
            return true;
        }

        @Override
        public boolean isComplete() {
            return end.isComplete();
        }

        @Override
        public CompletionStage<Void> completion() {
            return end.completion();
        }
    }

    /** All proposals tell the same registration, the first one. */
    static final class FirstHandle extends Sound {
        private final AtomicReference<Registration> first = new AtomicReference<>();

        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                Registration own(Registration registration) {
                    first.compareAndSet(null, registration);
                    return first.get();
                }
            };
        }
    }

    /** An end is shown only to who has begun it. */
    static final class HiddenEnd extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                Optional<Deregistration> seen(Optional<Deregistration> end) {
                    return Optional.empty();
                }
            };
        }
    }

    /** A failed attach does not say why. */
    static final class NoReason extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                AttachResult result(AttachResult result) {
                    return new AttachResult(result.status(), "");
                }
            };
        }
    }

    /** Cleanups are forgotten. */
    static final class NoCleanup extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                BindingContext context(BindingContext context) {
                    return new BindingContext() {
                        @Override
                        public DetachStatus detach() {
                            return context.detach();
                        }
                    };
                }
            };
        }
    }

    /** Each side is cleaned up when it is detached, whatever the peer does. */
    static final class EarlyCleanup extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                BindingContext context(BindingContext context) {
                    return new BindingContext() {
                        @Override
                        public DetachStatus detach() {
                            DetachStatus answer = context.detach();
                            context.cleanup();
                            return answer;
                        }
                    };
                }
            };
        }
    }

    /** PENDING is taken for COMPLETE. */
    static final class NoPending extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                BindingContext context(BindingContext context) {
                    return new BindingContext() {
                        @Override
                        public DetachStatus detach() {
                            context.detach();
                            return DetachStatus.COMPLETE;
                        }

                        @Override
                        public void cleanup() {
                            context.cleanup();
                        }
                    };
                }
            };
        }
    }

    /** Calls are not counted. */
    static final class NoCounting extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                <D> Binding<D> binding(Binding<D> binding) {
                    return new Uncounted<>(binding);
                }
            };
        }
    }

    private record Uncounted<D>(Binding<D> binding) implements Binding<D> {
        @Override
        public RegistrationInstance peer() {
            return binding.peer();
        }

        @Override
        public List<AutoCloseable> handedOut() {
            return binding.handedOut();
        }

        @Override
        public D dispatch() {
            try (Call<D> call = binding.enter()) {
                return call.dispatch();
            }
        }

        @Override
        public Call<D> enter() {
            D given = dispatch();
            return new Call<>() {
                @Override
                public D dispatch() {
                    return given;
                }

                @Override
                public void close() {
                    // nothing was counted
                }
            };
        }

        @Override
        public void detachComplete() {
            binding.detachComplete();
        }

        @Override
        public boolean isPeerDetached() {
            return binding.isPeerDetached();
        }

        @Override
        public Deregistration detach() {
            return binding.detach();
        }

        @Override
        public CompletionStage<Void> detaching() {
            return binding.detaching();
        }

        @Override
        public CompletionStage<Void> peerDetached() {
            return binding.peerDetached();
        }
    }

    /** Each provider is proposed twice. */
    static final class TwoProposals extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                <C, P> ProviderRegistration register(
                        ModuleRegistrations where, ProviderCharacteristics<C, P> provider) {
                    super.register(where, provider);
                    return super.register(where, provider);
                }
            };
        }
    }

    /** Modules say themselves who owns them. */
    static final class ForgedOwner extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                RegistrationInstance instance(RegistrationInstance asked, RegistrationInstance given) {
                    return asked;
                }
            };
        }
    }

    /** Clients get every provider. */
    static final class NoSelection extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                <C, P> ClientCharacteristics<C, P> client(ClientCharacteristics<C, P> client) {
                    return client.withSelection(Selection.ALL);
                }
            };
        }
    }

    /** Deadlines give up what should be waited for. */
    static final class NoPatience extends Sound {
        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                <C, P> ProviderRegistration register(
                        ModuleRegistrations where, ProviderCharacteristics<C, P> provider) {
                    RegistrationInstance hasty =
                            provider.instance().withCharacteristic(UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE);
                    return super.register(
                            where, new ProviderCharacteristics<>(provider.npi(), hasty, provider.module()));
                }
            };
        }
    }

    /** Contexts are kept for ever. */
    static final class Leaking extends Sound {
        private final List<Object> kept = new CopyOnWriteArrayList<>();

        @Override
        DelegatingRegistrar broken(NetworkModuleRegistrar sound) {
            return new DelegatingRegistrar(sound) {
                @Override
                BindingContext context(BindingContext context) {
                    kept.add(context);
                    return context;
                }
            };
        }
    }
}
