// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nmr.Deregistration;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Registrar;

/** Looks at a run when the operation is over: nothing may hold the next unload up, and nothing may be left. */
final class Judge {
    /** Longer than a few looks of a wait; on the clock of the rig it takes no time. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Rig rig;
    private final List<String> faults = new ArrayList<>();

    Judge(Rig rig) {
        this.rig = rig;
    }

    /** Returns what was wrong. */
    List<String> judge(Throwable thrown) throws Exception {
        thrown(thrown);
        try {
            Rig.elsewhere(() -> {
                handles();
                followers();
                unload();
                return null;
            });
            empty();
            stages();
            listener();
        } catch (Exception | Error e) {
            faults.add("unload: " + root(e));
        }
        rig.following.forEach(this::ended);
        rig.sides.forEach(side -> faults.addAll(side.faults()));
        faults.addAll(rig.faults);
        return faults;
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null ? thrown : root(thrown.getCause());
    }

    private void thrown(Throwable thrown) {
        if (thrown != null && !rig.place.isExpected(thrown)) {
            StackTraceElement[] stack = thrown.getStackTrace();
            faults.add("the operation has thrown " + thrown + (stack.length == 0 ? "" : " at " + stack[0]));
        }
    }

    /** Who has no handle is offered to nobody; who has one is. */
    private void handles() {
        List<Peer> peers = rig.peers();
        Client client = rig.lateClient;
        Provider provider = rig.lateProvider;
        client.script = proposal -> {};
        provider.script = proposal -> org.nmr.Answer.refuse("it only looks");
        try {
            client.register();
            provider.register();
        } catch (IllegalStateException stopping) {
            if (!rig.isStopping) {
                faults.add("a later registration has thrown " + stopping);
            }
            return;
        } catch (RuntimeException | Error e) {
            faults.add("a later registration has thrown " + e);
            return;
        }
        for (Peer peer : peers) {
            if (peer.hasTried && peer.registration == null && isOffered(peer)) {
                faults.add(peer.name + " has no handle and is offered");
            }
            if (peer.isFree() && !isOffered(peer)) {
                faults.add(peer.name + " has a handle and is not offered");
            }
        }
    }

    /** What an Error has kept from beginning or ending, the thread has caught up on that proposed the late provider. */
    private void followers() {
        for (Following each : rig.following) {
            boolean hasLooked = each.isAdded && each.client.registration != null && isOffered(each.client);
            if (hasLooked && each.isRunning() != each.client.nmr.isSatisfied()) {
                faults.add("satisfied " + each.client.nmr.isSatisfied() + ", but followed " + each.isRunning());
            }
        }
    }

    private void ended(Following each) {
        if (each.isRunning()) {
            faults.add("a follower has not ended");
        }
        if (!each.fault().isEmpty()) {
            faults.add("a follower was " + each.fault());
        }
    }

    private boolean isOffered(Peer peer) {
        return peer instanceof Client
                ? peer.asked.contains(rig.lateProvider.name)
                : rig.lateClient.asked.contains(peer.name) || rig.lateProvider.asked.contains(peer.name);
    }

    private void unload() throws Exception {
        Deregistration end = rig.registrar.unloadAll();
        boolean isHeld = !rig.isLettingOut && rig.held.stream().anyMatch(Held::isCounted);
        rig.keepsIn = true;
        if (isHeld && end.await(SHORT)) {
            faults.add("the unload ends while a call is inside");
        }
        rig.keepsIn = false;
        rig.letOut();
        if (!end.await(LIMIT)) {
            faults.add("the unload does not end: " + outstanding());
            return;
        }
        for (Deregistration earlier : rig.ends) {
            if (!earlier.isComplete()
                    || !earlier.completion().toCompletableFuture().isDone()) {
                faults.add(earlier + " is not complete");
            }
        }
    }

    /** Whoever has asked was told. */
    private void stages() {
        if (rig.stages.stream().anyMatch(stage -> !stage.toCompletableFuture().isDone())) {
            faults.add("somebody is not told how far a detach is");
        }
    }

    /** Whoever follows has heard of each registration twice. */
    private void listener() {
        if (rig.subscription == null) {
            return;
        }
        Heard heard = new Heard(new HashSet<>(), new HashSet<>(), faults);
        rig.subscription.finish();
        rig.subscription.serve(heard, () -> true);
        if (!heard.there.isEmpty()) {
            faults.add("the listener has not heard that these went: " + heard.there);
        }
    }

    private record Heard(Set<Long> there, Set<Long> all, List<String> faults) implements RegistrationListener {
        @Override
        public void added(RegistrationEvent event) {
            there.add(event.id());
            if (!all.add(event.id())) {
                faults.add("the listener has heard twice that " + event + " came");
            }
        }

        @Override
        public void removed(RegistrationEvent event) {
            if (!there.remove(event.id())) {
                faults.add("the listener has heard that " + event + " went, which was not there");
            }
        }
    }

    private String outstanding() {
        RegistrarDTO dto = new Diagnostics(rig.registrar).getRegistrar();
        List<String> left = new ArrayList<>();
        dto.bindings.forEach(binding ->
                left.add(binding.state + " client " + binding.client.state + " provider " + binding.provider.state));
        dto.registrations.forEach(each -> left.add(each.role + (each.ending ? " ending" : " active")));
        return left.toString();
    }

    private void empty() throws ReflectiveOperationException {
        RegistrarDTO dto = new Diagnostics(rig.registrar).getRegistrar();
        left("registrations", dto.registrations);
        left("bindings", dto.bindings);
        left("unloads", dto.unloads);
        left("owners", (Collection<?>) field("owners"));
        left("spaces", ((Map<?, ?>) field("spaces")).keySet());
    }

    private Object field(String name) throws ReflectiveOperationException {
        Field field = Registrar.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(rig.registrar);
    }

    private void left(String what, Collection<?> left) {
        if (!left.isEmpty()) {
            faults.add(left.size() + " " + what + " left");
        }
    }
}
