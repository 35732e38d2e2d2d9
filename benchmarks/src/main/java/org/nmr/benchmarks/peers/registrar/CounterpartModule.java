// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.registrar;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.benchmarks.peers.work.Tally;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Whom the restarted module is bound to, and who counts its bindings. */
public final class CounterpartModule extends NetworkModuleActivator {
    static final Npi<Void, Tally> NPI = Npi.of("org.nmr.restart", Tally.class);

    private @Nullable Tally tally;

    @Override
    public void start(BundleContext context) throws Exception {
        ServiceReference<Tally> reference = Objects.requireNonNull(context.getServiceReference(Tally.class));
        tally = context.getService(reference);
        super.start(context);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        Tally counts = Objects.requireNonNull(tally);
        TallyContext context = new TallyContext(counts);
        nmr.registerProvider(ProviderCharacteristics.of(NPI, proposal -> {
            counts.bind();
            return Answer.accept(context, counts);
        }));
    }
}
