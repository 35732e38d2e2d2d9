// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.unload.Policy;

/**
 * The process of {@link FrozenProcessTest}: a provider that ends, with a deadline, while a call is inside until a line
 * comes.
 */
final class FrozenVictim {
    /** Time in which it runs: enough for a busy machine to go on and to read one line. */
    static final int DEADLINE_MILLIS = 10_000;

    private static final Npi<Void, Runnable> NPI = Npi.of("test.frozen", Runnable.class);

    private FrozenVictim() {}

    public static void main(String[] args) throws Exception {
        Registrar registrar = new Registrar(Environment.DEFAULT);
        registrar.configure(
                Policy.DEFAULT.with(Map.of(
                        UnloadPolicy.DEADLINE,
                        String.valueOf(DEADLINE_MILLIS),
                        UnloadPolicy.AT_DEADLINE,
                        UnloadPolicy.REVOKE)),
                false);
        OwnerRegistrar nmr = registrar.open(new Owner(1, "victim", "1.0.0"));
        ProviderRegistration provider = nmr.registerProvider(
                ProviderCharacteristics.of(NPI, client -> Answer.accept(BindingContext.NONE, () -> {})));
        CountDownLatch inside = new CountDownLatch(1);
        nmr.registerClient(ClientCharacteristics.of(NPI, proposal -> {
            if (proposal.attach(BindingContext.NONE).attached()) {
                start(proposal.binding(), inside);
            }
        }));
        inside.await();
        System.out.println("waiting");
        provider.close();
        System.out.println(new Diagnostics(registrar).getRegistrar().revocations.size() + " revocations");
        System.exit(0);
    }

    private static void start(Binding<Runnable> binding, CountDownLatch inside) {
        Thread caller = new Thread(() -> {
            try (Call<Runnable> call = binding.enter()) {
                inside.countDown();
                awaitLine();
            }
        });
        caller.setDaemon(true);
        caller.start();
    }

    private static void awaitLine() {
        try {
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
