// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import org.nmr.ModuleRegistrations;
import org.nmr.reach.internal.bridge.work.Clock;
import org.nmr.reach.internal.bridge.work.Gate;
import org.nmr.reach.internal.bridge.work.Workers;

/**
 * What the parts of one node share.
 *
 * @param settings what the node is
 * @param session a text of this start
 * @param registrar where those who stand for modules of other nodes are registered
 * @param ownBundle the id of this bundle
 * @param workers threads for the code of modules and slow work
 * @param ends a few at a time: ends of bindings
 * @param clock time
 * @param log for the operator
 */
record Context(
        NodeSettings settings,
        String session,
        ModuleRegistrations registrar,
        long ownBundle,
        Workers workers,
        Gate ends,
        Clock clock,
        System.Logger log) {}
