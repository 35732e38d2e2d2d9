// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.osgi.framework.BundleContext;

/** A provider; or a client whose detach is pending until a file is there, which its manifest names. */
public final class PendingActivator extends NetworkModuleActivator {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.pending", Runnable.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private String until;

    @Override
    public void start(BundleContext context) throws Exception {
        until = context.getBundle().getHeaders().get("Pending-Until");
        super.start(context);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        if (until == null) {
            nmr.registerProvider(
                    ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        } else {
            nmr.registerClient(ClientCharacteristics.of(NPI, proposal -> proposal.attach(pending(proposal.binding()))));
        }
    }

    private BindingContext pending(Binding<Runnable> binding) {
        return new BindingContext() {
            @Override
            public DetachStatus detach() {
                new Thread(() -> completeLater(binding), "pending").start();
                return DetachStatus.PENDING;
            }
        };
    }

    private void completeLater(Binding<Runnable> binding) {
        while (!Files.exists(Path.of(until))) {
            LockSupport.parkNanos(PAUSE);
        }
        binding.detachComplete();
    }
}
