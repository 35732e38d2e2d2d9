// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import java.util.List;
import org.osgi.dto.DTO;

/** What a drain ends, and in which order. */
public class DrainPlanDTO extends DTO {
    /** The bundles that a refresh would stop, those first that end first, and then by id. */
    public List<PlannedBundleDTO> bundles = List.of();

    /** The steps, each after those that it waits for. */
    public List<DrainStepDTO> steps = List.of();

    /** Makes a copy with no field set. */
    public DrainPlanDTO() {}
}
