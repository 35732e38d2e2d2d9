// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.Arrays;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Script;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * What is done to a bundle. The cheap ones come most often; each new revision costs loading and compiling its classes.
 */
enum Operation {
    STOP_AND_START(1700) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            population.stop(slot);
            population.start(slot);
        }
    },
    STOP(100) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            population.stop(slot);
        }
    },
    START(150) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            population.start(slot);
        }
    },
    UPDATE(6) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            population.update(slot);
            ledger.count(Count.UPDATES);
        }
    },
    REFRESH(4) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws InterruptedException {
            population.platform().refresh(population.bundle(slot));
            ledger.count(Count.REFRESHES);
        }
    },
    REINSTALL(4) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            population.bundle(slot).uninstall();
            ledger.count(Count.UNINSTALLS);
            population.install(slot);
            ledger.count(Count.INSTALLS);
            population.start(slot);
        }
    },
    /** All modules are stopped and started, because they are wired to it. */
    REFRESH_NPI(1) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws InterruptedException {
            population.platform().refresh(population.platform().npi());
            ledger.count(Count.REFRESHES);
        }
    },
    /** All modules are unloaded, and those that did not do it by hand register again. */
    RESTART_REGISTRAR(2) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            Bundle registrar = population.platform().registrar();
            population.shield().change(() -> {
                registrar.stop(Bundle.STOP_TRANSIENT);
                registrar.start(Bundle.START_TRANSIENT);
            });
            ledger.count(Count.REGISTRAR_RESTARTS);
        }
    },
    /** All plain bundles are stopped and started, because they are wired to it. */
    REFRESH_SERVICES(1) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws InterruptedException {
            population.platform().refresh(population.platform().services());
            ledger.count(Count.REFRESHES);
        }
    },
    /** What is registered before stays as it is; what comes meanwhile is plain. */
    RESTART_DRAIN(2) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            Bundle drain = population.platform().drain();
            population.shield().change(() -> {
                drain.stop(Bundle.STOP_TRANSIENT);
                drain.start(Bundle.START_TRANSIENT);
            });
            ledger.count(Count.DRAIN_RESTARTS);
        }
    },
    UPDATE_DRAIN(2) {
        @Override
        void perform(Population population, int slot, Ledger ledger) throws BundleException {
            population.shield().change(population.platform()::updateDrain);
            ledger.count(Count.DRAIN_UPDATES);
        }
    },
    RELEASE_HOLDS(20) {
        @Override
        void perform(Population population, int slot, Ledger ledger) {
            population.platform().release();
            ledger.count(Count.RELEASES);
        }
    };

    private static final int SUM =
            Arrays.stream(values()).mapToInt(each -> each.weight).sum();

    private final int weight;

    Operation(int weight) {
        this.weight = weight;
    }

    static Operation choose(Script script) {
        int left = script.choose(0, SUM);
        for (Operation each : values()) {
            left -= each.weight;
            if (left < 0) {
                return each;
            }
        }
        throw new AssertionError("the sum of all weights is larger");
    }

    abstract void perform(Population population, int slot, Ledger ledger) throws BundleException, InterruptedException;
}
