// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.dto.DTO;

/** One side of a binding: what this module does with its peer. */
public class SideDTO extends DTO {
    /** Whose side it is. */
    public OwnerDTO owner = new OwnerDTO();

    /** The {@link RegistrationDTO#id} of the registration; 0 if the side has left it. */
    public long registrationId;

    /** The implementation number of the registration. */
    public int number;

    /** OPEN, CALLED while {@code detach} runs, PENDING, DONE, or another state of the side's life. */
    public String state = "";

    /** How long this side has been PENDING, in milliseconds; -1 if it is not. */
    public long pendingMillis = -1;

    /** How many of its calls to the peer are in flight. */
    public int calls;

    /**
     * How long the oldest of them has been in flight at least, in milliseconds; -1 if there is none, or nothing is
     * known. Exact for asynchronous calls, and for all with {@code nmr.debug}.
     */
    public long oldestCallMillis = -1;

    /** Who is inside the peer now. */
    public List<HolderDTO> holders = List.of();
}
