// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.UnloadControl;

/** The end of one registration: complete when it has no binding left and no proposal runs [C-150]. */
public final class RegistrationEnd extends End {
    private final LiveRegistration<?, ?> registration;
    private final AtomicLong abandonedCalls = new AtomicLong();

    RegistrationEnd(LiveRegistration<?, ?> registration) {
        super(registration.registrar().unloads());
        this.registration = registration;
        begin();
    }

    LiveRegistration<?, ?> registration() {
        return registration;
    }

    @Override
    public long abandonedCalls() {
        return abandonedCalls.get();
    }

    @Override
    public Policy policy() {
        return super.policy().with(registration.description().policy());
    }

    @Override
    public String advice() {
        return registration.advice();
    }

    @Override
    public List<LiveBinding<?, ?>> outstanding() {
        return registration.bindings();
    }

    @Override
    public List<Edge> edges() {
        return registration.bindings().stream()
                .flatMap(binding -> binding.edges().stream())
                .toList();
    }

    @Override
    public boolean waitsOnlyFor(Predicate<Thread> threads) {
        List<LiveBinding<?, ?>> bindings = registration.bindings();
        return !bindings.isEmpty() && bindings.stream().allMatch(binding -> binding.waitsOnlyFor(threads));
    }

    @Override
    public void look() {
        if (registration.isLeft()) {
            finish(this, null);
        }
    }

    @Override
    public void revoke(String why) {
        for (LiveBinding<?, ?> binding : registration.bindings()) {
            UnloadControl.Revocation revocation = unloads().revokeOneOfMany(binding, why);
            if (revocation != null) {
                abandonedCalls.addAndGet(revocation.calls());
            }
        }
    }

    /** Completes the ends of two registrations; either may be null. */
    static void finish(@Nullable RegistrationEnd client, @Nullable RegistrationEnd provider) {
        finish(client, provider, /* binding= */ null, /* choice= */ null);
    }

    /** From now on any thread that looks can do the rest. */
    private static void announce(@Nullable RegistrationEnd ending) {
        if (ending != null) {
            ending.unloads().finishing().add(ending);
        }
    }

    /**
     * The same, and the end of a binding alone. Then a client that wants one provider is offered the next. A released
     * thread may be the last that keeps the registrar's bundle. So nothing here may need a class that was not loaded
     * before.
     */
    static void finish(
            @Nullable RegistrationEnd client,
            @Nullable RegistrationEnd provider,
            @Nullable BindingEnd binding,
            @Nullable Choice choice) {
        assert isLockFree(client) && isLockFree(provider);
        announce(client);
        announce(provider);
        releaseWaiters(client);
        releaseWaiters(provider);
        releaseWaiters(binding);
        runDependents(client);
        runDependents(provider);
        runDependents(binding);
        if (choice != null) {
            choice.resume();
        }
    }

    private static boolean isLockFree(@Nullable RegistrationEnd end) {
        return end == null || !Thread.holdsLock(end.registration.space());
    }

    @Override
    public void forget() {
        registration.forget();
    }

    private static void releaseWaiters(@Nullable End ending) {
        if (ending != null) {
            ending.forget();
            ending.releaseWaiters();
        }
    }

    private static void runDependents(@Nullable End ending) {
        if (ending != null && ending.runDependents()) {
            ending.unloads().finishing().remove(ending);
        }
    }

    @Override
    public String toString() {
        return "end of " + registration;
    }
}
