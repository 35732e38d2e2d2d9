// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.dm;

import org.apache.felix.dm.Component;
import org.apache.felix.dm.DependencyManager;
import org.nmr.benchmarks.peers.work.Tally;

/** One client: a component with an optional dependency on any number of providers. */
public final class DmClient {
    static Component component(DependencyManager manager) {
        return manager.createComponent()
                .setImplementation(new DmClient())
                .add(manager.createServiceDependency()
                        .setService(Tally.class)
                        .setRequired(false)
                        .setCallbacks("bind", "unbind"));
    }

    /** Called by the manager. */
    public void bind(Tally tally) {
        tally.bind();
    }

    /** Called by the manager. */
    public void unbind(Tally tally) {
        tally.unbind();
    }
}
