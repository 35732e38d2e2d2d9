// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.dto.DTO;

/** The whole state of a registrar at one moment. */
public class RegistrarDTO extends DTO {
    /** The registrations, including those whose end has begun and is not complete. */
    public List<RegistrationDTO> registrations = List.of();

    /** The bindings and the running proposals. */
    public List<BindingDTO> bindings = List.of();

    /** The ends in progress. */
    public List<UnloadDTO> unloads = List.of();

    /** The last pairs that were refused or that failed, the newest first, at most a hundred. */
    public List<PairDTO> failedPairs = List.of();

    /** The number of tries to attach that providers have refused so far. */
    public long refusedCount;

    /**
     * The number of pairs that have failed so far: a callback threw an exception, or the two sides see different
     * classes.
     */
    public long failedCount;

    /** The number of pairs that were attached so far. */
    public long attachedCount;

    /** The number of calls that were abandoned so far. */
    public long abandonedCalls;

    /** The last revocations, the newest first, at most a hundred. */
    public List<String> revocations = List.of();

    /** Makes a copy with no field set. */
    public RegistrarDTO() {}
}
