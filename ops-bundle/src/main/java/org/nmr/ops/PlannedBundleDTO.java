// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import java.util.List;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.osgi.dto.DTO;

/** One bundle that a refresh or update of others would stop. */
public class PlannedBundleDTO extends DTO {
    /** The bundle's id. */
    public long bundle;

    /** The bundle's symbolic name. */
    public String name = "";

    /** The bundle's version. */
    public String version = "";

    /** Whether the caller has named it; else it uses packages or capabilities of one that is. */
    public boolean named;

    /** Whether it runs now. */
    public boolean active;

    /** The ids of the bundles of the plan whose packages or capabilities it uses. */
    public List<Long> wiredTo = List.of();

    /** The number of its registrations. */
    public int registrations;

    /** The number of its bindings. */
    public int bindings;

    /**
     * The round in which its modules have ended, from 1 on. Modules of one round end at the same time, unless they have
     * to wait. 0 if the bundle has no modules.
     */
    public int round;

    /** The modules outside of the plan that are attached to it, and go on without it. */
    public List<OwnerDTO> detached = List.of();

    /** Those of them that require one of its providers: their followers end, unless they find another provider. */
    public List<OwnerDTO> unsatisfied = List.of();

    /** What the end of its modules would wait for now; empty if it would not wait. */
    public List<FindingDTO> waitsFor = List.of();

    /** Makes a copy with no field set. */
    public PlannedBundleDTO() {}
}
