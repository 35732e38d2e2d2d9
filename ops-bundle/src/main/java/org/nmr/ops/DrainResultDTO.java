// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import java.util.List;
import org.nmr.diagnostics.FindingDTO;
import org.osgi.dto.DTO;

/** What a drain has made of one bundle. */
public class DrainResultDTO extends DTO {
    /** The bundle's id. */
    public long bundle;

    /** The bundle's symbolic name. */
    public String name = "";

    /** The outcome. */
    public DrainStatus status = DrainStatus.NOTHING_TO_DO;

    /**
     * Whether the end of a module of the bundle has begun. If not, the bundle is as it was before the drain. If it has,
     * the bundle must be stopped and started to have all its modules again.
     */
    public boolean begun;

    /** What has happened, in one line. */
    public String text = "";

    /** The time from the begin of the drain to this outcome, in milliseconds. */
    public long millis;

    /** Who or what holds up the end of the bundle's modules; empty if nothing does, or if no end has begun. */
    public List<FindingDTO> findings = List.of();

    /** Makes a copy with no field set. */
    public DrainResultDTO() {}
}
