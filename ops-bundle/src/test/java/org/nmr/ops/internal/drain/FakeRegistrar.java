// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nmr.Deregistration;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.BundleUnloads;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.diagnostics.UnloadDTO;

/** A registrar whose ends are complete when the test wants. Records what it is told, in order. */
final class FakeRegistrar implements RegistrarRuntime, BundleUnloads {
    private final List<RegistrationDTO> registrations = new ArrayList<>();
    private final List<BindingDTO> bindings = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>();
    private final List<String> history = new ArrayList<>();
    private final List<Long> refusing = new ArrayList<>();
    private volatile List<UnloadDTO> unloads = List.of();
    private volatile List<FindingDTO> findings = List.of();
    volatile boolean isThere = true;

    RegistrarServices services() {
        return new RegistrarServices(this, this, () -> isThere);
    }

    /** Adds a registration of a bundle, whose module has the bundle's name; returns its id. */
    long add(long bundle, String role) {
        RegistrationDTO dto = new RegistrationDTO();
        dto.id = registrations.size() + 1L;
        dto.role = role;
        dto.owner = owner(bundle);
        registrations.add(dto);
        return dto.id;
    }

    /** Adds a client of one bundle, attached to a new provider of another. */
    BindingDTO attach(long client, long provider) {
        BindingDTO binding = new BindingDTO();
        binding.client = side(client, add(client, "client"));
        binding.provider = side(provider, add(provider, "provider"));
        bindings.add(binding);
        return binding;
    }

    static OwnerDTO owner(long bundle) {
        OwnerDTO owner = new OwnerDTO();
        owner.bundle = bundle;
        owner.name = "b" + bundle;
        owner.module = "m" + bundle;
        return owner;
    }

    private static SideDTO side(long bundle, long registration) {
        SideDTO side = new SideDTO();
        side.owner = owner(bundle);
        side.registrationId = registration;
        return side;
    }

    /** Lets an end wait until the test completes it, such as "1 provider" or "1 all". */
    CompletableFuture<Void> hold(String end) {
        return held.computeIfAbsent(end, key -> new CompletableFuture<>());
    }

    /** Lets the registrar say that an end of a bundle waits for a thread. */
    void blocked(long bundle, String verdict, Thread holder) {
        HolderDTO inside = new HolderDTO();
        inside.threadId = holder.getId();
        BindingDTO binding = new BindingDTO();
        binding.client.holders = List.of(inside);
        UnloadDTO unload = new UnloadDTO();
        unload.owner = owner(bundle);
        unload.outstanding = List.of(binding);
        unloads = List.of(unload);
        FindingDTO finding = new FindingDTO();
        finding.kind = "BLOCKED";
        finding.owner = owner(bundle);
        finding.verdict = verdict;
        finding.nextStep = "do something about it";
        findings = List.of(finding);
    }

    synchronized List<String> history() {
        return List.copyOf(history);
    }

    synchronized Set<Long> refusing() {
        return Set.copyOf(refusing);
    }

    private synchronized void record(String event) {
        history.add(event);
        notifyAll();
    }

    /** Blocks until something was told. */
    synchronized void await(String event) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!history.contains(event)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("expected " + event + " in " + history);
            }
            wait(left);
        }
    }

    @Override
    public synchronized void refuseRegistrations(long bundleId) {
        refusing.add(bundleId);
    }

    @Override
    public synchronized void allowRegistrations(long bundleId) {
        refusing.remove(bundleId);
    }

    @Override
    public Deregistration deregister(long bundleId, Collection<Long> registrationIds) {
        Map<String, Integer> roles = new LinkedHashMap<>();
        registrationIds.forEach(id -> roles.merge(registrations.get(id.intValue() - 1).role, 1, Integer::sum));
        return end(bundleId + " " + String.join("+", roles.keySet()));
    }

    @Override
    public Deregistration unload(long bundleId) {
        return end(bundleId + " all");
    }

    @Override
    public Deregistration unloadRefused(long bundleId) {
        return refusing().contains(bundleId) ? unload(bundleId) : new FakeEnd(CompletableFuture.completedFuture(null));
    }

    /** A bundle is stopped and started: it may register again. */
    synchronized void restart(long bundle) {
        refusing.removeIf(each -> each == bundle);
        history.remove(bundle + " all");
    }

    @Override
    public boolean isUnloaded(long bundleId) {
        return history().contains(bundleId + " all");
    }

    private Deregistration end(String name) {
        CompletableFuture<Void> done = held.getOrDefault(name, CompletableFuture.completedFuture(null));
        record(name);
        if (done.isCompletedExceptionally()) {
            done.join();
        }
        return new FakeEnd(done);
    }

    private record FakeEnd(CompletableFuture<Void> done) implements Deregistration {
        @Override
        public void await() {
            done.join();
        }

        @Override
        public boolean await(Duration atMost) {
            try {
                done.get(Math.max(atMost.toMillis(), 0), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException over) {
                return false;
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public boolean isComplete() {
            return done.isDone();
        }

        @Override
        public CompletionStage<Void> completion() {
            return done;
        }
    }

    @Override
    public RegistrarDTO getRegistrar() {
        RegistrarDTO dto = new RegistrarDTO();
        dto.registrations = List.copyOf(registrations);
        dto.bindings = List.copyOf(bindings);
        dto.unloads = unloads;
        return dto;
    }

    @Override
    public List<UnloadDTO> getUnloads() {
        return unloads;
    }

    @Override
    public List<UnloadDTO> getUnloads(long bundleId) {
        return unloads;
    }

    @Override
    public List<FindingDTO> getFindings() {
        return findings;
    }

    @Override
    public List<FindingDTO> getFindings(String name) {
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("nothing is known of " + name);
        }
        return findings;
    }

    @Override
    public String revoke(String bindingId) {
        throw new UnsupportedOperationException();
    }
}
