// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.benchmarks.peers.work.Echo;
import org.nmr.benchmarks.peers.work.Node;

/** Its providers answer with what they are given. */
final class EchoNode implements Node {
    static final Npi<Void, Echo> NPI = Npi.of("org.nmr.echo", Echo.class);

    private final NetworkModuleRegistrar registrar;

    EchoNode(NetworkModuleRegistrar registrar) {
        this.registrar = registrar;
    }

    @Override
    public List<Runnable> provide(int count) {
        List<Runnable> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ModuleRegistrations module = registrar.openModule("provider " + i);
            module.registerProvider(ProviderCharacteristics.of(
                    NPI, proposal -> Answer.accept(BindingContext.NONE, new Answering())));
            ends.add(module::close);
        }
        return ends;
    }

    @Override
    public Attached attach() {
        return new EchoClient(registrar.openModule("client"));
    }

    /** The work of a provider. */
    private static final class Answering implements Echo {
        private final AtomicInteger held = new AtomicInteger();

        @Override
        public byte[] echo(byte[] data) {
            return data;
        }

        @Override
        public void hold(long millis) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            held.incrementAndGet();
            for (long rest = end - System.nanoTime(); rest > 0; rest = end - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
            held.decrementAndGet();
        }

        @Override
        public int held() {
            return held.get();
        }
    }
}
