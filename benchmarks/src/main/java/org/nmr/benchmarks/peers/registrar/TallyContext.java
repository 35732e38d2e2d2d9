// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.registrar;

import org.nmr.BindingContext;
import org.nmr.benchmarks.peers.work.Tally;

/**
 * The context of all bindings of one module that counts them.
 *
 * @param tally where it counts
 */
record TallyContext(Tally tally) implements BindingContext {
    @Override
    public void cleanup() {
        tally.unbind();
    }
}
