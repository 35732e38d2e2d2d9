// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/** One client and one provider that are attached, or about to be. */
public class BindingDTO extends DTO {
    /** The name of the binding in logs and commands, as long as it exists. */
    public String id = "";

    /** The NPI's id. */
    public String npi = "";

    /** The state of the binding: PROPOSED, ASKING, ATTACHING, ATTACHED, DETACHING or CLEANUP. */
    public String state = "";

    /** The time since the pair was attached, or since it was proposed if it is not attached yet, in milliseconds. */
    public long ageMillis;

    /** The client's side. */
    public SideDTO client = new SideDTO();

    /** The provider's side. */
    public SideDTO provider = new SideDTO();

    /** The thread that runs a callback of this binding now; null if no thread does. */
    public @Nullable HolderDTO callback;

    /** Makes a copy with no field set. */
    public BindingDTO() {}
}
