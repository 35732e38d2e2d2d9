// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.benchmarks.Adder;
import org.nmr.benchmarks.peers.work.CallWay;
import org.nmr.benchmarks.peers.work.Caller;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.benchmarks.peers.work.RegisteredMesh;
import org.nmr.benchmarks.peers.work.Shape;
import org.nmr.benchmarks.peers.work.Tally;

/** All clients are registrations of one module, and all providers of another. Uses the API only. */
public final class RegistrarPeer implements Peer {
    private final Function<String, ModuleRegistrations> open;

    /** Takes what opens a module of that name: the registrar's service, or its core alone. */
    public RegistrarPeer(Function<String, ModuleRegistrations> open) {
        this.open = open;
    }

    @Override
    public Mesh mesh(Shape shape) {
        Tally tally = new Tally();
        Npi<Tally, Tally> npi = Npi.of("org.nmr.mesh", Tally.class, Tally.class);
        TallyContext context = new TallyContext(tally);
        ClientCharacteristics<Tally, Tally> client = ClientCharacteristics.of(npi, proposal -> {
            if (proposal.attach(context, tally).attached()) {
                tally.bind();
            }
        });
        ProviderCharacteristics<Tally, Tally> provider =
                ProviderCharacteristics.of(npi, proposal -> Answer.accept(BindingContext.NONE, tally));
        ModuleRegistrations clients = open.apply("clients");
        ModuleRegistrations providers = open.apply("providers");
        return new RegisteredMesh(
                shape,
                tally,
                () -> end(clients.registerClient(client)),
                () -> end(providers.registerProvider(provider)));
    }

    private static Runnable end(Registration registration) {
        return registration::close;
    }

    @Override
    public void registerUnrelated(int count) {
        ModuleRegistrations module = open.apply("unrelated");
        for (int i = 0; i < count; i++) {
            Npi<Void, Adder> npi = Npi.of("org.nmr.unrelated-" + i, Adder.class);
            module.registerProvider(ProviderCharacteristics.of(npi, proposal -> Answer.refuse("nobody asks")));
        }
    }

    @Override
    public Caller caller(Adder target, CallWay way) {
        Binding<Adder> binding = bind(target);
        return switch (way) {
            case VIEW -> {
                Adder view = binding.dispatch();
                yield view::add;
            }
            case BY_HAND ->
                number -> {
                    try (Call<Adder> call = binding.enter()) {
                        return call.dispatch().add(number);
                    }
                };
            default -> throw way.unknown();
        };
    }

    private Binding<Adder> bind(Adder target) {
        Npi<Void, Adder> npi = Npi.of("org.nmr.call", Adder.class);
        open.apply("provider")
                .registerProvider(
                        ProviderCharacteristics.of(npi, proposal -> Answer.accept(BindingContext.NONE, target)));
        List<Binding<Adder>> bindings = new ArrayList<>();
        open.apply("client").registerClient(ClientCharacteristics.of(npi, proposal -> {
            if (proposal.attach(BindingContext.NONE).attached()) {
                bindings.add(proposal.binding());
            }
        }));
        return bindings.get(0);
    }
}
