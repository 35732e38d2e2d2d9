// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;

/**
 * A module with one registration, whose callbacks are recorded and do what the test says. Scripts may be changed at any
 * time.
 *
 * @param <D> the dispatch type of the peer
 */
public abstract sealed class ScriptedModule<D> permits ScriptedClient, ScriptedProvider {
    /** The characteristic with the module's name; peers that have none are recorded by their owner's name. */
    public static final String NAME = "testkit.name";

    private final ModuleHarness harness;
    private final String name;
    private final List<ScriptedContext<D>> contexts = new CopyOnWriteArrayList<>();
    private final Map<String, Object> characteristics = new ConcurrentHashMap<>();
    private volatile Function<ScriptedContext<D>, @Nullable DetachStatus> onDetach = context -> DetachStatus.COMPLETE;
    private volatile Consumer<ScriptedContext<D>> onCleanup = context -> {};
    private volatile @Nullable ModuleRegistrations nmr;
    private volatile @Nullable Registration registration;

    /** Set when the end of the registration has been awaited; no callback may come after that. */
    private volatile boolean over;

    ScriptedModule(ModuleHarness harness, String name) {
        this.harness = harness;
        this.name = name;
        characteristics.put(NAME, name);
    }

    /** Scripts the answers to detach; the script may also throw, complete at once, or call the peer. */
    public void onDetach(Function<ScriptedContext<D>, @Nullable DetachStatus> script) {
        onDetach = script;
    }

    /** Scripts what cleanup does. */
    public void onCleanup(Consumer<ScriptedContext<D>> script) {
        onCleanup = script;
    }

    /** Makes every later detach answer PENDING; {@link ScriptedContext#complete()} follows. */
    public void detachesLater() {
        onDetach(context -> DetachStatus.PENDING);
    }

    /** Adds a characteristic to what is registered later. */
    public void characteristic(String key, Object value) {
        characteristics.put(key, value);
    }

    /** Registers in the given module instead of one of its own. */
    public void in(ModuleRegistrations module) {
        nmr = module;
    }

    /** Registers and remembers the handle. */
    public Registration register() {
        Registration handle = registerIn(module());
        registration = handle;
        return handle;
    }

    abstract Registration registerIn(ModuleRegistrations where);

    /** Returns the NPI. */
    public abstract Npi<?, ?> npi();

    /** Returns where it registers. */
    public ModuleRegistrations module() {
        ModuleRegistrations present = nmr;
        if (present == null) {
            present = harness.module(name);
            nmr = present;
        }
        return present;
    }

    /** Tells whether {@link #register} has returned. */
    public boolean isRegistered() {
        return registration != null;
    }

    /** Returns the handle of the last registration. */
    public Registration registration() {
        Registration present = registration;
        if (present == null) {
            throw new AssertionError(name + ": expected register() to have returned; call it first");
        }
        return present;
    }

    /** Starts the end of the registration. */
    public Deregistration deregister() {
        return registration().deregister();
    }

    /** Ends the registration and waits; a callback that comes later fails the test. */
    public void close() {
        registration().close();
        over = true;
    }

    /** Returns the name, as it is in the history. */
    public String name() {
        return name;
    }

    /** Returns what it registers with. */
    public RegistrationInstance instance() {
        RegistrationInstance instance = RegistrationInstance.of(npi());
        for (Map.Entry<String, Object> entry : characteristics.entrySet()) {
            instance = instance.withCharacteristic(entry.getKey(), entry.getValue());
        }
        return instance;
    }

    /** Returns the newest side of a binding, attached or not. */
    public ScriptedContext<D> context() {
        if (contexts.isEmpty()) {
            throw new AssertionError(name + ": expected a binding, but there was none yet; "
                    + harness.history().events());
        }
        return contexts.get(contexts.size() - 1);
    }

    /** Returns the newest side of a binding with that peer. */
    public ScriptedContext<D> context(ScriptedModule<?> peer) {
        return contexts.stream()
                .filter(context -> context.peerName().equals(peer.name))
                .reduce((first, second) -> second)
                .orElseThrow(() ->
                        new AssertionError(name + ": expected a binding with " + peer.name + ", was " + contexts));
    }

    /** Returns this module's side of all bindings, also of tries that failed. */
    public List<ScriptedContext<D>> contexts() {
        return List.copyOf(contexts);
    }

    /** Calls the newest peer through the counted view. */
    public D peer() {
        return context().dispatch();
    }

    ScriptedContext<D> newContext(RegistrationInstance peer, Binding<D> binding) {
        ScriptedContext<D> context = new ScriptedContext<>(this, nameOf(peer), binding);
        contexts.add(context);
        return context;
    }

    HeldCall<D> hold(Binding<D> binding) {
        return harness.hold(binding);
    }

    @Nullable
    DetachStatus answerDetach(ScriptedContext<D> context) {
        return onDetach.apply(context);
    }

    void answerCleanup(ScriptedContext<D> context) {
        onCleanup.accept(context);
    }

    long record(String what) {
        if (over) {
            harness.fault(name + "." + what + " came after the end was awaited");
        }
        return harness.history().record(name + "." + what);
    }

    void assertOver() {
        over = true;
        contexts.forEach(ScriptedContext::assertOver);
    }

    void abandon() {
        contexts.forEach(ScriptedContext::abandon);
    }

    List<ScriptedContext<D>> attachedTo(ScriptedModule<?> peer) {
        return contexts.stream()
                .filter(context -> context.isAttached() && context.peerName().equals(peer.name))
                .toList();
    }

    /** Returns the name of a module as the history has it: that of a scripted module, or the owner's. */
    public static String nameOf(RegistrationInstance instance) {
        return instance.characteristics().get(NAME) instanceof String name
                ? name
                : instance.owner().name();
    }

    @Override
    public String toString() {
        return name;
    }
}
