// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.time.Duration;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;

/** A module that takes the registrar service and does the rest itself. */
final class ByHand {
    private final ProviderRegistration polite;
    private final ProviderRegistration curt;

    ByHand(NetworkModuleRegistrar registrar) {
        polite = registrar.registerProvider(greeter(name -> "Good morning " + name));
        curt = registrar.registerProvider(greeter(name -> name + "."));
    }

    private static ProviderCharacteristics<Void, Greeter> greeter(Greeter greeter) {
        return ProviderCharacteristics.of(Greeter.NPI, client -> Answer.accept(BindingContext.NONE, greeter));
    }

    /** Ends one greeter before the other; tells whether its end is complete in time. */
    boolean retireCurt(Duration atMost) {
        return curt.close(atMost);
    }

    void stop() {
        Deregistration first = polite.deregister();
        Deregistration second = curt.end().orElseGet(curt::deregister);
        first.await();
        second.await();
    }
}
