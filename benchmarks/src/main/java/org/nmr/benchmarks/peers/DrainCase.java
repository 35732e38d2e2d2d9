// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nmr.benchmarks.framework.Host;
import org.nmr.demo.ordinary.Protection;
import org.nmr.demo.ordinary.Trial;
import org.nmr.demo.ordinary.Wiring;

/**
 * An ordinary provider that is updated under load.
 *
 * @param name names it on a command line
 * @param label names it for people
 * @param launcher its framework
 * @param trial what is done there
 */
record DrainCase(String name, String label, RestartCase.Launcher launcher, Trial trial) implements Contender {
    /** As docs/benchmarks.md says. */
    private static final Duration WORK = Duration.ofMillis(1);

    static List<DrainCase> all() {
        List<DrainCase> all = new ArrayList<>();
        all.addAll(cases("Felix", Host::felix));
        all.addAll(cases("Equinox", Host::equinox));
        return all;
    }

    private static List<DrainCase> cases(String framework, RestartCase.Launcher launcher) {
        return List.of(
                of(framework, launcher, "plain, static consumer", Protection.PLAIN, Wiring.STATIC),
                of(framework, launcher, "plain, dynamic consumer", Protection.PLAIN, Wiring.DYNAMIC),
                of(framework, launcher, "**drained**, static consumer", Protection.DRAINED, Wiring.STATIC),
                of(framework, launcher, "**drained with hold**, static consumer", Protection.HELD, Wiring.STATIC));
    }

    private static DrainCase of(
            String framework, RestartCase.Launcher launcher, String label, Protection protection, Wiring wiring) {
        return new DrainCase(
                protection + "_" + wiring + "_" + framework,
                label + ", " + framework,
                launcher,
                new Trial(protection, wiring, WORK));
    }

    @Override
    public Standing standing() {
        return Standing.PEER;
    }

    /** Plain ones run without this project. */
    List<String> bundles() {
        List<String> project = trial.protection() == Protection.PLAIN ? List.of() : Host.DRAIN;
        return Stream.concat(project.stream(), Host.SCR.stream()).toList();
    }
}
