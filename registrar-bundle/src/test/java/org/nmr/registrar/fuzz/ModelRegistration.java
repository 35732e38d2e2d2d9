// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nmr.Deregistration;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;

/** A registration, as the contract has it. */
abstract class ModelRegistration implements Registration {
    final Model model;

    /** Proposals that run, and bindings that are not cleaned up yet. */
    final List<ModelBinding> bindings = new ArrayList<>();

    /** Grows with each registration. */
    final int order;

    boolean ending;
    private boolean stale;
    private final RegistrationInstance instance;

    ModelRegistration(Model model, RegistrationInstance instance) {
        this.model = model;
        this.instance = instance;
        this.order = model.nextOrder();
    }

    abstract boolean isClient();

    /** Proposes this registration and the peers that are there to each other. */
    abstract void propose();

    /** A binding of this registration is gone. */
    void gone(ModelBinding binding) {
        bindings.remove(binding);
    }

    @Override
    public RegistrationInstance instance() {
        return instance;
    }

    @Override
    public Deregistration deregister() {
        if (stale) {
            throw new IllegalStateException("deregistered already"); // A-5, B-4
        }
        begin();
        return model.endOf(this);
    }

    @Override
    public Optional<Deregistration> end() {
        return ending ? Optional.of(model.endOf(this)) : Optional.empty();
    }

    @Override
    public void close() {
        begin();
        model.endOf(this).await();
    }

    @Override
    public boolean close(Duration atMost) {
        begin();
        return model.endOf(this).await(atMost);
    }

    private void begin() {
        stale = true;
        model.end(List.of(this));
    }
}
