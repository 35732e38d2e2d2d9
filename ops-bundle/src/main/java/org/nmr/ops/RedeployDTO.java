// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import java.util.List;
import org.osgi.dto.DTO;

/** What a redeployment has done, up to its end or its failure. */
public class RedeployDTO extends DTO {
    /** The bundle's id. */
    public long bundle;

    /** The bundle's symbolic name. */
    public String name = "";

    /** Whether the new content of the bundle runs. */
    public boolean done;

    /** The step that has failed: READ, DRAIN, STOP, UPDATE, REFRESH or START; empty if none has. */
    public String failedStep = "";

    /** What has happened, in one line. */
    public String text = "";

    /** What is as it was before, and what is not, line by line; empty if the redeployment is done. */
    public List<String> asBefore = List.of();

    /** The results of the drain. */
    public List<DrainResultDTO> drain = List.of();

    /** Makes a copy with no field set. */
    public RedeployDTO() {}
}
