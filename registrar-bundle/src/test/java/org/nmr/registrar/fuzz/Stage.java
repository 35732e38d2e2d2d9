// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;

/**
 * Plays scripts to one registrar, and records what that does, what it answers, and what can be seen of it after each
 * step.
 */
final class Stage {
    private record SideKey(Role role, Pair pair) {
        @Override
        public String toString() {
            return role + " of " + pair;
        }
    }

    private final Function<String, ModuleRegistrations> registrar;
    private final Trace trace;
    private final Map<Integer, ModuleRegistrations> modules = new HashMap<>();
    private final Map<Integer, Registration> registrations = new TreeMap<>();
    private final Map<Integer, Deregistration> ends = new TreeMap<>();
    private final Map<Pair, Deregistration> detaches = new LinkedHashMap<>();
    private final Map<SideKey, Binding<String>> sides = new LinkedHashMap<>();
    private final Map<String, Future<Void>> stages = new LinkedHashMap<>();
    private final Map<Pair, ProviderProposal<String, String>> proposals = new HashMap<>();
    private final Map<Integer, Call<String>> calls = new TreeMap<>();

    /** What the end of a script makes up for. */
    private final Set<SideKey> pending = new LinkedHashSet<>();

    private final Set<Integer> open = new HashSet<>();
    private final Set<Pair> proposing = new HashSet<>();
    private String seen = "";

    Stage(Function<String, ModuleRegistrations> registrar, Trace trace) {
        this.registrar = registrar;
        this.trace = trace;
    }

    Trace trace() {
        return trace;
    }

    void play(List<Op> ops, Here here) {
        for (Op op : ops) {
            op.play(this, here);
            look();
        }
    }

    /**
     * While an end runs, the contract leaves open how soon a side sees that its peer's calls have returned, and in
     * which order the registrations of a module are complete.
     */
    private void look() {
        StringBuilder now = new StringBuilder();
        ends.forEach((id, end) -> now.append(end.isComplete() ? " " + Role.name(id) : ""));
        detaches.forEach((pair, end) -> now.append(end.isComplete() ? " " + pair : ""));
        registrations.forEach((id, registration) -> registration
                .end()
                .ifPresent(end -> now.append(trace.isOutside() && end.isComplete() ? " gone " : " ending ")
                        .append(Role.name(id))));
        if (trace.isOutside()) {
            sides.forEach((key, side) -> now.append(side.isPeerDetached() ? " peer of " + key : ""));
            stages.forEach((what, stage) -> now.append(stage.isDone() ? " told " + what : ""));
        }
        if (!seen.contentEquals(now)) {
            seen = now.toString();
            trace.record("over:" + seen);
        }
    }

    /** Ends everything; what callbacks begin meanwhile, too. */
    void finish() {
        trace.record("finish");
        Set<Integer> ended = new HashSet<>(ends.keySet());
        int before;
        do {
            before = trace.events().size();
            List.copyOf(open).forEach(this::leave);
            List.copyOf(registrations.keySet()).stream().filter(ended::add).forEach(this::deregister);
            List.copyOf(pending).forEach(key -> complete(key.role(), key.pair()));
            look();
        } while (trace.events().size() > before);
        registrations.keySet().forEach(this::close);
    }

    private void attempt(String what, Supplier<Object> action) {
        Object answer;
        try {
            answer = action.get();
        } catch (RuntimeException e) {
            answer = e.getClass().getSimpleName();
        }
        trace.record(what + " -> " + answer);
    }

    void register(Op.Register script) {
        if (registrations.containsKey(script.id())) {
            return;
        }
        Npi<String, String> npi = Npi.of("fuzz." + script.npi(), String.class, String.class);
        RegistrationInstance instance = RegistrationInstance.of(npi).withNumber(script.id());
        Actor actor = new Actor(this, script);
        attempt("register " + Role.name(script.id()), () -> {
            Registration made = Role.of(script.id()) == Role.CLIENT
                    ? module(script.module()).registerClient(client(script, npi, instance, actor))
                    : module(script.module()).registerProvider(provider(script, npi, instance, actor));
            handle(script.id(), made);
            return "registered";
        });
    }

    /** A registration has its handle, by its first proposal or by the return of its register call. */
    void handle(int id, Registration registration) {
        Registration before = registrations.put(id, registration);
        if (registration.instance().number() != id || (before != null && before != registration)) {
            trace.record("another handle for " + Role.name(id) + ": " + registration);
        }
    }

    private ModuleRegistrations module(int module) {
        return modules.computeIfAbsent(module, number -> registrar.apply("module" + number));
    }

    private static ClientCharacteristics<String, String> client(
            Op.Register script, Npi<String, String> npi, RegistrationInstance instance, Actor actor) {
        return new ClientCharacteristics<>(npi, instance, actor, script.best() ? Selection.best() : Selection.ALL);
    }

    private static ProviderCharacteristics<String, String> provider(
            Op.Register script, Npi<String, String> npi, RegistrationInstance instance, Actor actor) {
        return new ProviderCharacteristics<>(
                npi, instance.withCharacteristic(ProviderCharacteristics.RANKING, script.ranking()), actor);
    }

    void deregister(int id) {
        Registration registration = registrations.get(id);
        if (registration != null) {
            attempt("deregister " + Role.name(id), () -> {
                ends.put(id, registration.deregister());
                return "begun";
            });
        }
    }

    void close(int id) {
        Registration registration = registrations.get(id);
        if (registration != null) {
            attempt("close " + Role.name(id), () -> {
                registration.close();
                return "closed";
            });
        }
    }

    void closeNow(int id) {
        Registration registration = registrations.get(id);
        if (registration != null) {
            attempt("close now " + Role.name(id), () -> registration.close(Duration.ZERO));
        }
    }

    void await(int id) {
        Deregistration end = ends.get(id);
        if (end != null) {
            attempt("await " + Role.name(id), () -> end.await(Duration.ZERO));
        }
    }

    void unload(int number) {
        ModuleRegistrations module = modules.get(number);
        if (module != null) {
            Deregistration end = module.unload();
            attempt("unload module" + number, () -> end.await(Duration.ZERO));
        }
    }

    void proposed(Pair pair, ProviderProposal<String, String> proposal) {
        proposing.add(pair);
        proposals.put(pair, proposal);
        side(Role.CLIENT, pair, proposal.binding());
    }

    void returned(Pair pair) {
        proposing.remove(pair);
    }

    void side(Role role, Pair pair, Binding<String> side) {
        SideKey key = new SideKey(role, pair);
        sides.put(key, side);
        stages.put("the end of " + key, side.detaching().toCompletableFuture());
        stages.put("the peer of " + key, side.peerDetached().toCompletableFuture());
    }

    void attach(ProviderProposal<String, String> proposal, BindingContext context, String dispatch) {
        attempt("attach", () -> proposal.attach(context, dispatch).status());
    }

    void lateAttach(Pair pair) {
        if (proposals.containsKey(pair) && !proposing.contains(pair)) {
            attempt("late attach " + pair, () -> proposals.get(pair).attach(BindingContext.NONE, "late"));
        }
    }

    void pending(Role role, Pair pair) {
        pending.add(new SideKey(role, pair));
    }

    void complete(Role role, Pair pair) {
        SideKey key = new SideKey(role, pair);
        Binding<String> side = sides.get(key);
        if (side != null) {
            attempt("complete " + key, () -> {
                pending.remove(key);
                side.detachComplete();
                return "completed";
            });
        }
    }

    void detach(Role role, Pair pair) {
        Binding<String> side = sides.get(new SideKey(role, pair));
        if (side != null) {
            attempt("detach " + role + " of " + pair, () -> {
                Deregistration end = side.detach();
                detaches.put(pair, end);
                return end.await(Duration.ZERO);
            });
        }
    }

    void enter(int number, Role role, Pair pair) {
        Binding<String> side = sides.get(new SideKey(role, pair));
        if (side != null && !calls.containsKey(number)) {
            attempt("enter " + number + " " + role + " of " + pair, () -> {
                Call<String> call = side.enter();
                calls.put(number, call);
                open.add(number);
                return call.dispatch();
            });
        }
    }

    /** Again only while no other call is open: then a closed one may not be known from that. */
    void leave(int number) {
        Call<String> call = calls.get(number);
        if (call != null && (open.remove(number) || open.isEmpty())) {
            attempt("leave " + number, () -> {
                call.close();
                return "left";
            });
        }
    }
}
