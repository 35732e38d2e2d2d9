// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/** The checks that both roles' characteristics share. */
final class Registrations {
    private Registrations() {}

    static void requireSameNpi(String role, Npi<?, ?> npi, RegistrationInstance instance) {
        Objects.requireNonNull(npi, () -> role + " characteristics: expected an NPI, was null");
        Objects.requireNonNull(
                instance, () -> role + " of NPI " + npi.shown() + ": expected a registration instance, was null");
        if (!npi.id().equals(instance.npiId())) {
            throw new IllegalArgumentException(role + " of NPI " + npi.shown()
                    + ": expected an instance of the same NPI, was one of " + Shown.of(instance.npiId()));
        }
    }
}
