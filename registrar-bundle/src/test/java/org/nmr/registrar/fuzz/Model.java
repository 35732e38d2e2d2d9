// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;

/**
 * What the contract promises, in its simplest form: for one thread, for an NPI with dispatches of type String, without
 * captures and filters.
 *
 * <p>The contract gives no order between the bindings of a registration that ends [C-115, C-174]. There the model does
 * as the trace has it that it is held against: which binding is detached or cleaned up next; whether one that completes
 * in a callback of such an end is cleaned up there or by that end; and whether a wait inside, which that end would keep
 * waiting, is refused or cleans up itself.
 */
final class Model {
    private final Trace trace;

    /** Registered and not ending, in the order of registration. */
    private final List<ModelRegistration> registered = new ArrayList<>();

    /** The bindings whose callbacks this thread is in. */
    private final Deque<ModelBinding> callbacks = new ArrayDeque<>();

    /** The bindings of the counted calls that this thread is in. */
    private final List<ModelBinding> calls = new ArrayList<>();

    /** The bindings that were detached by ends that are still running. */
    private final List<ModelBinding> cleanedUpLater = new ArrayList<>();

    private int lastOrder;

    Model(Trace trace) {
        this.trace = trace;
    }

    ModuleRegistrations open(String name) {
        return new Module();
    }

    int nextOrder() {
        return ++lastOrder;
    }

    /**
     * Those of the other role and the same NPI; a copy, for those who come later see this one themselves [C-64, C-65].
     */
    List<ModelRegistration> peersOf(ModelRegistration one) {
        return registered.stream()
                .filter(peer -> peer.isClient() != one.isClient()
                        && peer.instance().npiId().equals(one.instance().npiId()))
                .toList();
    }

    /** Lets foreign code run; false if it threw. */
    boolean callback(ModelBinding binding, Callback callback) {
        callbacks.push(binding);
        try {
            callback.run();
            return true;
        } catch (Exception e) {
            return false;
        } finally {
            callbacks.pop();
        }
    }

    /** What a module does when it is called. */
    interface Callback {
        void run() throws Exception;
    }

    void entered(ModelBinding binding) {
        calls.add(binding);
    }

    void left(ModelBinding binding) {
        calls.remove(binding);
    }

    /** Starts the end: nothing more is proposed to them [C-162], then each binding is detached [C-110, C-111]. */
    void end(List<ModelRegistration> ending) {
        ending.forEach(one -> one.ending = true);
        registered.removeAll(ending);
        List<ModelBinding> detached = new ArrayList<>();
        for (List<ModelBinding> due = due(ending, detached); !due.isEmpty(); due = due(ending, detached)) {
            ModelBinding next = choose(due);
            if (next.canDetach()) {
                detached.add(next);
                cleanedUpLater.add(next);
                next.detach();
            } else {
                next.cleanup();
            }
        }
        cleanedUpLater.removeAll(detached);
    }

    /** Starts the end of one binding alone; its registrations stay. */
    void end(ModelBinding binding) {
        if (binding.canDetach()) {
            cleanedUpLater.add(binding);
            binding.detach();
            cleanedUpLater.remove(binding);
        }
        binding.cleanupIfOver();
    }

    /**
     * Whether a binding that is over is cleaned up at once. One that was detached by an end that is still running may
     * also be cleaned up by that, after other bindings.
     */
    boolean cleansUpNow(ModelBinding binding) {
        return !cleanedUpLater.contains(binding) || binding.isNext(trace.next());
    }

    /** The bindings that are still to be detached, and the detached ones that are still to be cleaned up. */
    private List<ModelBinding> due(List<ModelRegistration> ending, List<ModelBinding> detached) {
        Stream<ModelBinding> toCleanUp = detached.stream().filter(ModelBinding::canCleanUp);
        Stream<ModelBinding> others = ending.stream()
                .flatMap(one -> one.bindings.stream())
                .filter(binding -> binding.canDetach() || binding.canCleanUp() && cleansUpNow(binding));
        return Stream.concat(toCleanUp, others).toList();
    }

    /** Whether this thread is inside a callback or call of the binding. */
    private boolean isInside(ModelBinding binding) {
        return callbacks.contains(binding)
                || calls.contains(binding)
                || cleanedUpLater.contains(binding) && binding.canCleanUp();
    }

    private boolean isHeldUpHereOnly(ModelBinding binding) {
        return isInside(binding) && !binding.isPending();
    }

    private ModelBinding choose(List<ModelBinding> bindings) {
        String next = trace.next();
        return bindings.stream()
                .filter(binding -> binding.isNext(next))
                .findFirst()
                .orElse(bindings.get(0));
    }

    /** A module [C-158]. */
    private final class Module implements ModuleRegistrations {
        private final List<ModelRegistration> registrations = new ArrayList<>();
        private boolean ending;

        @Override
        public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
            return register(new ModelClient(Model.this, client));
        }

        @Override
        public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
            return register(new ModelProvider(Model.this, provider));
        }

        private <R extends ModelRegistration> R register(R registration) {
            if (ending) {
                throw new IllegalStateException("the unload of this module has begun");
            }
            registrations.add(registration);
            registered.add(registration);
            registration.propose();
            return registration;
        }

        @Override
        public Deregistration unload() {
            ending = true;
            Model.this.end(registrations);
            return endOf(registrations);
        }

        @Override
        public Optional<Deregistration> end() {
            return ending ? Optional.of(endOf(registrations)) : Optional.empty();
        }

        @Override
        public void close() {
            unload().await();
        }

        @Override
        public boolean close(Duration atMost) {
            return unload().await(atMost);
        }

        @Override
        public <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost) {
            throw new UnsupportedOperationException("the model does not capture");
        }

        @Override
        public boolean isSatisfied() {
            throw new UnsupportedOperationException("the scripts require no provider");
        }

        @Override
        public void whileSatisfied(Follower follower) {
            throw new UnsupportedOperationException("the scripts require no provider");
        }
    }

    Deregistration endOf(ModelRegistration registration) {
        return endOf(List.of(registration));
    }

    private Deregistration endOf(List<ModelRegistration> registrations) {
        return new End(() -> registrations.stream().flatMap(one -> one.bindings.stream()));
    }

    /** The end of one binding alone. */
    Deregistration endOf(ModelBinding binding) {
        return new End(() -> binding.isLeft() ? Stream.empty() : Stream.of(binding));
    }

    /** The end of registrations that are ending, or of a binding [C-150, A-7]. */
    private final class End implements Deregistration {
        private final Supplier<Stream<ModelBinding>> left;

        End(Supplier<Stream<ModelBinding>> left) {
            this.left = left;
        }

        @Override
        public boolean isComplete() {
            return left.get().findAny().isEmpty();
        }

        /** A wait that cannot end is refused when nobody besides is waited for. */
        @Override
        public void await() {
            if (isComplete()) {
                return;
            }
            if (isInside() && bindings().allMatch(Model.this::isHeldUpHereOnly)) {
                throw new IllegalStateException("waits for its own end");
            }
            throw new WouldBlock();
        }

        /** Nobody else can complete it meanwhile. */
        @Override
        public boolean await(Duration atMost) {
            if (isComplete()) {
                return true;
            }
            if (isInside()) {
                throw new IllegalStateException("waits for its own end");
            }
            return false;
        }

        private boolean isInside() {
            return bindings().anyMatch(Model.this::isInside);
        }

        private Stream<ModelBinding> bindings() {
            return left.get();
        }

        @Override
        public CompletionStage<Void> completion() {
            throw new UnsupportedOperationException("the scripts do not ask for it");
        }
    }
}
