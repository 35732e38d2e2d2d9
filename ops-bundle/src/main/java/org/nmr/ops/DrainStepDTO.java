// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import java.util.List;
import org.osgi.dto.DTO;

/** One step of a drain: the end of the registrations that a module has in one role, or the unload of a bundle. */
public class DrainStepDTO extends DTO {
    /** The bundle's id. */
    public long bundle;

    /** The bundle's symbolic name. */
    public String name = "";

    /** The name of the module; empty for the unload of the whole bundle. */
    public String module = "";

    /** The role: {@code provider} or {@code client}; empty for the unload of the whole bundle. */
    public String role = "";

    /** The ids of the registrations that end; empty for the unload of the whole bundle. */
    public List<Long> registrations = List.of();

    /** The state of the step: WAITING for other steps, BEGUN, COMPLETE or FAILED. */
    public String state = "WAITING";

    /** The time since the step has begun, in milliseconds; -1 if it has not begun. */
    public long ageMillis = -1;

    /** Makes a copy with no field set. */
    public DrainStepDTO() {}
}
