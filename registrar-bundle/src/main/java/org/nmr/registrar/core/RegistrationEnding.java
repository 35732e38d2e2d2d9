// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.unload.Ending;
import org.nmr.registrar.unload.Policy;
import org.nmr.registrar.unload.Unloads;

/** The end of one registration: over when it has no binding left and no proposal runs [C-150]. */
public final class RegistrationEnding extends Ending {
    private final RegistrationCore<?, ?> registration;
    private final AtomicLong abandonedCalls = new AtomicLong();

    RegistrationEnding(RegistrationCore<?, ?> registration) {
        super(registration.registrar().unloads());
        this.registration = registration;
        begin();
    }

    RegistrationCore<?, ?> registration() {
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
    public List<BindingCore<?, ?>> outstanding() {
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
        List<BindingCore<?, ?>> bindings = registration.bindings();
        return !bindings.isEmpty() && bindings.stream().allMatch(binding -> binding.waitsOnlyFor(threads));
    }

    @Override
    public void look() {
        if (registration.isLeft()) {
            release(this, null);
        }
    }

    @Override
    public void giveUp(String why) {
        for (BindingCore<?, ?> binding : registration.bindings()) {
            Unloads.Revocation revocation = unloads().revokeOneOfMany(binding, why);
            if (revocation != null) {
                abandonedCalls.addAndGet(revocation.calls());
            }
        }
    }

    /** Tells everybody who waits for these registrations; either may be null. Without monitor. */
    static void release(@Nullable RegistrationEnding client, @Nullable RegistrationEnding provider) {
        release(client, provider, /* binding= */ null, /* choice= */ null);
    }

    /** From now on any thread that looks can do the rest. */
    private static void announce(@Nullable RegistrationEnding ending) {
        if (ending != null) {
            ending.unloads().releases().add(ending);
        }
    }

    /**
     * The same, and for a binding that was ended by itself; then a client that wants one provider is offered the next.
     * What is released may be the last thing that keeps the registrar's bundle, so nothing here may need a class that
     * was not loaded before.
     */
    static void release(
            @Nullable RegistrationEnding client,
            @Nullable RegistrationEnding provider,
            @Nullable BindingEnding binding,
            @Nullable Choice choice) {
        announce(client);
        announce(provider);
        open(client);
        open(provider);
        open(binding);
        complete(client);
        complete(provider);
        complete(binding);
        if (choice != null) {
            choice.resume();
        }
    }

    @Override
    public void forget() {
        registration.forget();
    }

    private static void open(@Nullable Ending ending) {
        if (ending != null) {
            ending.forget();
            ending.open();
        }
    }

    private static void complete(@Nullable Ending ending) {
        if (ending != null) {
            ending.complete();
            ending.unloads().releases().remove(ending);
        }
    }

    @Override
    public String toString() {
        return "end of " + registration;
    }
}
