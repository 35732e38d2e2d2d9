// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.List;
import java.util.Set;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Probe;
import org.nmr.chaos.shared.Rule;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Looks at what is left in memory while nobody does anything. For one thread. */
final class Checkpoint {
    private final Ledger ledger;
    private final Gate gate;
    private final Loaders loaders;
    private final Population population;
    private final Probe probe;
    private final Heap heap = new Heap();

    Checkpoint(Run run, Population population) {
        this.probe = population.platform().seen();
        this.ledger = run.ledger();
        this.gate = run.gate();
        this.loaders = run.loaders();
        this.population = population;
    }

    Heap heap() {
        return heap;
    }

    /** While the gate is closed. */
    void look() {
        lookForLoaders();
        lookForRemains();
        heap.look();
    }

    /** No bundle that does not run uses services, or has services that end; for modules this is looked at earlier. */
    private void lookForRemains() {
        for (int slot = 0; slot < population.size(); slot++) {
            Bundle bundle = population.bundle(slot);
            if ((bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED | Bundle.UNINSTALLED)) != 0) {
                String remains = probe.remains(bundle.getBundleId());
                ledger.require(remains.isEmpty(), Rule.REMAINS, "the registrar still shows " + remains, bundle);
            }
        }
    }

    /** While the gate is closed. */
    void lookForLoaders() {
        try {
            List<String> leaked = loaders.leaked(present(), gate.round(), gate.movedSince());
            leaked.forEach(each -> ledger.broken(Rule.LEAKED_CLASS_LOADER, "the revision that was started as " + each));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
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
