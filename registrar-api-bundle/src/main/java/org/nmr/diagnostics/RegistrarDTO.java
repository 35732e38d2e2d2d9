// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.dto.DTO;

/** Everything that a registrar knows at one moment. */
public class RegistrarDTO extends DTO {
    /** Everybody who is registered or about to end. */
    public List<RegistrationDTO> registrations = List.of();

    /** The bindings, and the proposals that run. */
    public List<BindingDTO> bindings = List.of();

    /** The ends in progress. */
    public List<UnloadDTO> unloads = List.of();

    /** The last pairs that were refused or have failed, the newest first; a hundred at most. */
    public List<PairDTO> failedPairs = List.of();

    /** How many tries to attach a provider has refused so far. */
    public long refusedCount;

    /**
     * How many pairs have failed so far: a callback has thrown an exception, or the two sides see different classes.
     */
    public long failedCount;

    /** How many pairs were attached so far. */
    public long attachedCount;

    /** How many calls were abandoned so far. */
    public long abandonedCalls;

    /** The last revocations, the newest first; a hundred at most. */
    public List<String> revocations = List.of();
}
