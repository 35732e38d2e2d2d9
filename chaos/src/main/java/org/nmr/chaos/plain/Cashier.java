// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import org.nmr.chaos.service.Till;
import org.nmr.chaos.shared.Stay;
import org.nmr.chaos.shared.Tenure;
import org.nmr.chaos.shared.Way;

/** A service object with two interfaces. */
final class Cashier extends Clerk implements Till {
    Cashier(Branch branch, Terms terms, Tenure tenure, Customer customer) {
        super(branch, terms, tenure, customer);
    }

    @Override
    public long pay(Way way, long sum) {
        try (Stay stay = enter(way)) {
            return sum + 1;
        }
    }
}
