// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.osgi.dto.DTO;

/** One side of a binding: the calls of this module to its peer, and the state of its detach. */
public class SideDTO extends DTO {
    /** The owner of the side's registration. */
    public OwnerDTO owner = new OwnerDTO();

    /** The {@link RegistrationDTO#id} of the registration; 0 if the side has left it. */
    public long registrationId;

    /** The implementation number of the registration. */
    public int number;

    /** The state of the side: OPEN, CALLED while {@code detach} runs, PENDING, DONE, or another state of its life. */
    public String state = "";

    /** The time that this side has been PENDING, in milliseconds; -1 if it is not PENDING. */
    public long pendingMillis = -1;

    /** The number of its calls to the peer that are in flight. */
    public int calls;

    /**
     * The time that the oldest of these calls has been in flight at least, in milliseconds; -1 if there is none, or if
     * it is not known. It is exact for asynchronous calls. With {@code nmr.debug} it is exact for all calls.
     */
    public long oldestCallMillis = -1;

    /** The threads and asynchronous calls of this side that are inside the peer now. */
    public List<HolderDTO> holders = List.of();

    /** Makes a copy with no field set. */
    public SideDTO() {}
}
