// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;

/** Counts the providers of each NPI; publish it as a service {@code org.nmr.RegistrationListener}. */
public final class Census implements RegistrationListener {
    private final Map<String, Integer> providers = new ConcurrentHashMap<>();

    @Override
    public void added(RegistrationEvent registration) {
        count(registration, 1);
    }

    @Override
    public void removed(RegistrationEvent registration) {
        count(registration, -1);
    }

    private void count(RegistrationEvent registration, int step) {
        if (registration.role() == RegistrationEvent.Role.PROVIDER) {
            providers.merge(registration.npi().id(), step, Integer::sum);
        }
    }

    /** Returns how many providers an NPI has. */
    public int providers(String npi) {
        return providers.getOrDefault(npi, 0);
    }
}
