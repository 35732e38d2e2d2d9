// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.managed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;

/** Uses the service; the manager calls the methods by their names. */
public final class ManagedUser {
    private final List<Work> bound = new CopyOnWriteArrayList<>();
    private final String name;
    private final Scenario scenario;

    ManagedUser(String name, Scenario scenario) {
        this.name = name;
        this.scenario = scenario;
    }

    void bind(Work work) {
        bound.add(work);
    }

    void unbind(Work work) {
        scenario.record(name + " released " + work.on("goodbye"));
        bound.remove(work);
    }

    void start() {
        scenario.record(name + " activated");
        scenario.offerAgain(
                name + " works", () -> bound.forEach(work -> scenario.record(name + " " + work.on("a call"))));
    }
}
