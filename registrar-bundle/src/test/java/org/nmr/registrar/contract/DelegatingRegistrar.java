// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.contract;

import java.time.Duration;
import java.util.Optional;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.ProviderRegistration;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;

/** Hands everything on to a sound registrar. A subclass breaks one thing by overriding one method. */
class DelegatingRegistrar implements NetworkModuleRegistrar {
    private final NetworkModuleRegistrar sound;

    DelegatingRegistrar(NetworkModuleRegistrar sound) {
        this.sound = sound;
    }

    BindingContext context(BindingContext context) {
        return context;
    }

    <D> Binding<D> binding(Binding<D> binding) {
        return binding;
    }

    <C, P> ClientCharacteristics<C, P> client(ClientCharacteristics<C, P> client) {
        return client;
    }

    Deregistration end(Deregistration end) {
        return end;
    }

    Optional<Deregistration> seen(Optional<Deregistration> end) {
        return end;
    }

    boolean await(boolean complete) {
        return complete;
    }

    void await(AutoCloseable registration, Runnable close) {
        close.run();
    }

    AttachResult result(AttachResult result) {
        return result;
    }

    /** Returns the registration that a proposal tells of. */
    Registration own(Registration registration) {
        return registration;
    }

    RegistrationInstance instance(RegistrationInstance asked, RegistrationInstance given) {
        return given;
    }

    <C, P> ProviderRegistration register(ModuleRegistrations where, ProviderCharacteristics<C, P> provider) {
        return where.registerProvider(provider);
    }

    @Override
    public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
        return openModule("by hand").registerClient(client);
    }

    @Override
    public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
        return openModule("by hand").registerProvider(provider);
    }

    @Override
    public <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost) {
        return sound.capture(request, atMost);
    }

    @Override
    public ModuleRegistrations openModule(String name) {
        return new Module(sound.openModule(name));
    }

    private final class Module implements ModuleRegistrations {
        private final ModuleRegistrations module;

        Module(ModuleRegistrations module) {
            this.module = module;
        }

        @Override
        public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> given) {
            ClientCharacteristics<C, P> client = DelegatingRegistrar.this.client(given);
            return new Handle(
                    client.instance(),
                    module.registerClient(new ClientCharacteristics<>(
                            client.npi(),
                            client.instance(),
                            proposal -> client.module().attachProvider(new Proposal<>(client.instance(), proposal)),
                            client.selection())));
        }

        @Override
        public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
            return new Handle(
                    provider.instance(),
                    register(
                            module,
                            new ProviderCharacteristics<>(
                                    provider.npi(),
                                    provider.instance(),
                                    proposal -> wrap(provider.module()
                                            .attachClient(new Asked<>(provider.instance(), proposal))))));
        }

        @Override
        public <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost) {
            return module.capture(request, atMost);
        }

        @Override
        public boolean isSatisfied() {
            return module.isSatisfied();
        }

        @Override
        public void whileSatisfied(Follower follower) {
            module.whileSatisfied(follower);
        }

        @Override
        public Deregistration unload() {
            return DelegatingRegistrar.this.end(module.unload());
        }

        @Override
        public Optional<Deregistration> end() {
            return seen(module.end());
        }

        @Override
        public boolean close(Duration atMost) {
            return await(module.close(atMost));
        }

        @Override
        public void close() {
            await(module, module::close);
        }
    }

    private <P> Answer<P> wrap(Answer<P> answer) {
        return answer instanceof Answer.Accepted<P> accepted
                ? new Answer.Accepted<>(context(accepted.context()), accepted.dispatch())
                : answer;
    }

    /** A handle of either role; equal to others of the same registration. */
    private final class Handle implements ClientRegistration, ProviderRegistration {
        private final RegistrationInstance asked;
        private final Registration registration;

        Handle(RegistrationInstance asked, Registration registration) {
            this.asked = asked;
            this.registration = registration;
        }

        @Override
        public RegistrationInstance instance() {
            return DelegatingRegistrar.this.instance(asked, registration.instance());
        }

        @Override
        public boolean isSatisfied() {
            return registration instanceof ClientRegistration client && client.isSatisfied();
        }

        @Override
        public Deregistration deregister() {
            return DelegatingRegistrar.this.end(registration.deregister());
        }

        @Override
        public Optional<Deregistration> end() {
            return seen(registration.end());
        }

        @Override
        public boolean close(Duration atMost) {
            return await(registration.close(atMost));
        }

        @Override
        public void close() {
            await(registration, registration::close);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Handle handle && handle.registration == registration;
        }

        @Override
        public int hashCode() {
            return registration.hashCode();
        }
    }

    private final class Proposal<C, P> implements ProviderProposal<C, P> {
        private final RegistrationInstance asked;
        private final ProviderProposal<C, P> proposal;
        private final Binding<P> binding;

        Proposal(RegistrationInstance asked, ProviderProposal<C, P> proposal) {
            this.asked = asked;
            this.proposal = proposal;
            this.binding = DelegatingRegistrar.this.binding(proposal.binding());
        }

        @Override
        public ClientRegistration registration() {
            return new Handle(asked, own(proposal.registration()));
        }

        @Override
        public RegistrationInstance provider() {
            return proposal.provider();
        }

        @Override
        public Binding<P> binding() {
            return binding;
        }

        @Override
        public AttachResult attach(BindingContext context, C dispatch) {
            return result(proposal.attach(context(context), dispatch));
        }

        @Override
        public AttachResult attach(BindingContext context) {
            return result(proposal.attach(context(context)));
        }
    }

    private final class Asked<C> implements ClientProposal<C> {
        private final RegistrationInstance asked;
        private final ClientProposal<C> proposal;
        private final Binding<C> binding;

        Asked(RegistrationInstance asked, ClientProposal<C> proposal) {
            this.asked = asked;
            this.proposal = proposal;
            this.binding = DelegatingRegistrar.this.binding(proposal.binding());
        }

        @Override
        public ProviderRegistration registration() {
            return new Handle(asked, own(proposal.registration()));
        }

        @Override
        public RegistrationInstance client() {
            return proposal.client();
        }

        @Override
        public Binding<C> binding() {
            return binding;
        }
    }
}
