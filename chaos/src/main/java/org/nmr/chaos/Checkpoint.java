// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.List;
import java.util.Set;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;
import org.osgi.framework.wiring.BundleWiring;

/** Looks at what is left in memory while nobody does anything. For one thread. */
final class Checkpoint {
    private final Ledger ledger;
    private final Loaders loaders;
    private final Population population;
    private final Heap heap = new Heap();

    Checkpoint(Ledger ledger, Loaders loaders, Population population) {
        this.ledger = ledger;
        this.loaders = loaders;
        this.population = population;
    }

    Heap heap() {
        return heap;
    }

    void look() {
        Set<ClassLoader> present = present();
        try {
            List<String> leaked = loaders.leaked(present);
            leaked.forEach(each -> ledger.broken(Rule.LEAKED_CLASS_LOADER, "the revision that was started as " + each));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
        loaders.forget(present);
        heap.look();
    }

    /** Those of the revisions that are installed now; a bundle that is not resolved has none. */
    private Set<ClassLoader> present() {
        Set<ClassLoader> present = Loaders.identitySet();
        for (int slot = 0; slot < population.size(); slot++) {
            BundleWiring wiring = population.bundle(slot).adapt(BundleWiring.class);
            ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
            if (loader != null) {
                present.add(loader);
            }
        }
        return present;
    }
}
