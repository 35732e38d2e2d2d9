// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole.browser;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.osgi.framework.Bundle;

/** The modules of one NPI: the providers keep each call inside until the test lets it go. */
final class Echoes {
    final Npi<Void, Echo> npi;
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch mayLeave = new CountDownLatch(1);
    private final Queue<Binding<Echo>> bindings = new ConcurrentLinkedQueue<>();
    private final Queue<Binding<Echo>> pending = new ConcurrentLinkedQueue<>();

    Echoes(String npi) {
        this.npi = Npi.of(npi, Echo.class);
    }

    ModuleRegistrations provider(Bundle bundle, String module) {
        ModuleRegistrations nmr = Console.registrarOf(bundle).openModule(module);
        Echo echo = () -> {
            inside.countDown();
            awaitUninterruptibly();
        };
        nmr.registerProvider(ProviderCharacteristics.of(npi, client -> Answer.accept(BindingContext.NONE, echo)));
        return nmr;
    }

    /** A provider that refuses each client. */
    ModuleRegistrations refusing(Bundle bundle, String module, String reason) {
        ModuleRegistrations nmr = Console.registrarOf(bundle).openModule(module);
        nmr.registerProvider(ProviderCharacteristics.of(npi, client -> Answer.refuse(reason)));
        return nmr;
    }

    ModuleRegistrations client(Bundle bundle, String module) {
        return client(bundle, module, "note", "none");
    }

    ModuleRegistrations client(Bundle bundle, String module, String characteristic, String value) {
        ModuleRegistrations nmr = Console.registrarOf(bundle).openModule(module);
        RegistrationInstance instance = RegistrationInstance.of(npi).withCharacteristic(characteristic, value);
        nmr.registerClient(
                new ClientCharacteristics<>(npi, instance, proposal -> attach(proposal, BindingContext.NONE)));
        return nmr;
    }

    /** A client that wants the providers of a filter. */
    ModuleRegistrations client(Bundle bundle, String module, Selection selection) {
        ModuleRegistrations nmr = Console.registrarOf(bundle).openModule(module);
        nmr.registerClient(ClientCharacteristics.of(npi, proposal -> attach(proposal, BindingContext.NONE))
                .withSelection(selection));
        return nmr;
    }

    /** A client whose detach is pending until the test lets it go. */
    ModuleRegistrations pendingClient(Bundle bundle, String module) {
        ModuleRegistrations nmr = Console.registrarOf(bundle).openModule(module);
        nmr.registerClient(ClientCharacteristics.of(
                npi,
                proposal -> attach(proposal, new BindingContext() {
                    @Override
                    public DetachStatus detach() {
                        pending.add(proposal.binding());
                        return DetachStatus.PENDING;
                    }
                })));
        return nmr;
    }

    private void attach(ProviderProposal<Void, Echo> proposal, BindingContext context) {
        if (proposal.attach(context).attached()) {
            bindings.add(proposal.binding());
        }
    }

    /** Begins a call that stays inside, on a thread of this name. */
    void call(String thread) throws InterruptedException {
        Binding<Echo> binding = bindings.remove();
        Thread caller = new Thread(() -> binding.dispatch().call(), thread);
        caller.setDaemon(true);
        caller.start();
        inside.await();
    }

    void letGo() {
        mayLeave.countDown();
        for (Binding<Echo> each = pending.poll(); each != null; each = pending.poll()) {
            each.detachComplete();
        }
    }

    private void awaitUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                mayLeave.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
