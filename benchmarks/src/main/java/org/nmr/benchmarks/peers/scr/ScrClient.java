// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.scr;

import org.nmr.benchmarks.peers.work.Tally;

/** One client: a component with a dynamic reference to any number of providers. */
public final class ScrClient {
    /** Called by the runtime. */
    public void bind(Tally tally) {
        tally.bind();
    }

    /** Called by the runtime. */
    public void unbind(Tally tally) {
        tally.unbind();
    }
}
