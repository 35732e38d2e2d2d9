// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pastalab.fray.rmi.TestStatusObserver;

/**
 * Counts the schedules of one scenario, and says which one is broken as soon as Fray knows it: its threads may never
 * end.
 */
final class Observer implements TestStatusObserver {
    private final Scenario scenario;
    private int played;

    Observer(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public void onExecutionStart() {}

    @Override
    public void onReportError(Throwable broken) {
        System.out.println("\nbroken: " + scenario + " in schedule " + played + ": " + broken);
    }

    @Override
    public void onExecutionDone(@Nullable Throwable broken) {
        played++;
    }

    @Override
    public void saveToReportFolder(Path folder) {}
}
