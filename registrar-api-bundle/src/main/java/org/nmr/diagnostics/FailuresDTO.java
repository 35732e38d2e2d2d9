// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.dto.DTO;

/** What has gone wrong in a registrar. */
public class FailuresDTO extends DTO {
    /** The modules that could not register, as findings of kind NOT_LOADED. */
    public List<FindingDTO> modules = List.of();

    /** The last pairs that were refused or that failed, the newest first, at most a hundred. */
    public List<PairDTO> pairs = List.of();

    /** The last revocations, the newest first, at most a hundred. */
    public List<String> revocations = List.of();

    /** The number of tries to attach that providers have refused so far. */
    public long refusedCount;

    /** The number of pairs that have failed so far. */
    public long failedCount;

    /** The number of calls that were abandoned so far. */
    public long abandonedCalls;

    /** Makes a copy with no field set. */
    public FailuresDTO() {}
}
