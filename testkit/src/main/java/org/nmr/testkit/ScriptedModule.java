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
 * A module with one registration. Its callbacks are recorded, and do what the test says. The test may change scripts at
 * any time.
 *
 * @param <D> the dispatch type of the peer
 */
public abstract sealed class ScriptedModule<D> permits ScriptedClient, ScriptedProvider {
    /** The characteristic with the module's name. A peer without it has the name of its owner in the history. */
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

    /**
     * Sets the script that answers detach. The script may also throw, complete at once, or call the peer.
     *
     * @param script the script, which replaces the one before
     */
    public void onDetach(Function<ScriptedContext<D>, @Nullable DetachStatus> script) {
        onDetach = script;
    }

    /**
     * Sets the script of cleanup.
     *
     * @param script the script, which replaces the one before
     */
    public void onCleanup(Consumer<ScriptedContext<D>> script) {
        onCleanup = script;
    }

    /** Lets every later detach answer PENDING. The test then calls {@link ScriptedContext#complete()}. */
    public void detachesLater() {
        onDetach(context -> DetachStatus.PENDING);
    }

    /**
     * Adds a characteristic to later registrations.
     *
     * @param key the name of the characteristic
     * @param value its value
     */
    public void characteristic(String key, Object value) {
        characteristics.put(key, value);
    }

    /**
     * Sets the module in which this one registers. By default it opens a module for itself.
     *
     * @param module the module
     */
    public void in(ModuleRegistrations module) {
        nmr = module;
    }

    /**
     * Registers, and remembers the handle.
     *
     * @return the handle
     */
    public Registration register() {
        Registration handle = registerIn(module());
        registration = handle;
        return handle;
    }

    abstract Registration registerIn(ModuleRegistrations where);

    /**
     * Returns the NPI.
     *
     * @return the NPI
     */
    public abstract Npi<?, ?> npi();

    /**
     * Returns the module in which it registers.
     *
     * @return the module
     */
    public ModuleRegistrations module() {
        ModuleRegistrations present = nmr;
        if (present == null) {
            present = harness.module(name);
            nmr = present;
        }
        return present;
    }

    /**
     * Tells whether {@link #register} has returned.
     *
     * @return whether there is a handle
     */
    public boolean isRegistered() {
        return registration != null;
    }

    /**
     * Returns the handle of the last registration.
     *
     * @return the handle
     */
    public Registration registration() {
        Registration present = registration;
        if (present == null) {
            throw new AssertionError(name + ": expected register() to have returned; call it first");
        }
        return present;
    }

    /**
     * Begins the end of the registration.
     *
     * @return the end
     */
    public Deregistration deregister() {
        return registration().deregister();
    }

    /** Ends the registration and waits. A callback that comes later fails the test. */
    public void close() {
        registration().close();
        over = true;
    }

    /**
     * Returns the name of this module in the history.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the self-description with which it registers.
     *
     * @return the registration instance, without what the registrar fills in
     */
    public RegistrationInstance instance() {
        RegistrationInstance instance = RegistrationInstance.of(npi());
        for (Map.Entry<String, Object> entry : characteristics.entrySet()) {
            instance = instance.withCharacteristic(entry.getKey(), entry.getValue());
        }
        return instance;
    }

    /**
     * Returns the context of the newest binding, attached or not.
     *
     * @return the context
     * @throws AssertionError if there is no binding yet
     */
    public ScriptedContext<D> context() {
        if (contexts.isEmpty()) {
            throw new AssertionError(name + ": expected at least 1 binding, saw none; the history has "
                    + Counted.list("event", harness.history().events()));
        }
        return contexts.get(contexts.size() - 1);
    }

    /**
     * Returns the context of the newest binding with this peer.
     *
     * @param peer the peer
     * @return the context
     * @throws AssertionError if there is no binding with this peer yet
     */
    public ScriptedContext<D> context(ScriptedModule<?> peer) {
        return contexts.stream()
                .filter(context -> context.peerName().equals(peer.name))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(name + ": expected at least 1 binding with " + peer.name
                        + ", saw none among " + Counted.list("binding", contexts)));
    }

    /**
     * Returns the contexts of all bindings, also of tries that failed.
     *
     * @return the contexts, the oldest first
     */
    public List<ScriptedContext<D>> contexts() {
        return List.copyOf(contexts);
    }

    /**
     * Asserts how many of this module's bindings are attached now. A binding counts until its {@code cleanup} has been
     * called on this side.
     *
     * @param expected the number
     * @throws AssertionError if it is another number; the message names the bindings, and those that have ended or did
     *     not attach
     */
    public void assertAttached(int expected) {
        List<String> live = contexts.stream()
                .filter(ScriptedContext::isLive)
                .map(ScriptedContext::describe)
                .toList();
        List<String> others = contexts.stream()
                .filter(context -> !context.isLive())
                .map(ScriptedContext::describe)
                .toList();
        new Counted("attached binding", "of " + role() + " " + name + " to NPI " + npi().id())
                .assertSeen(expected, live, others.isEmpty() ? "" : "besides " + Counted.list(others));
    }

    abstract String role();

    /**
     * Returns the counted view of the newest peer.
     *
     * @return the counted view
     * @throws AssertionError if there is no binding yet
     */
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
            harness.fault(name + "." + what + " came after the end of " + name + " was awaited");
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

    /**
     * Returns the name of a module in the history: the name of a scripted module, or of the owner.
     *
     * @param instance the self-description of the module
     * @return the name
     */
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
