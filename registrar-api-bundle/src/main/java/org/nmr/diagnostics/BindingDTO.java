// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/** One client and one provider that are attached, or about to be. */
public class BindingDTO extends DTO {
    /** Names the binding in logs and commands, as long as it lives. */
    public String id = "";

    /** The NPI's id. */
    public String npi = "";

    /** PROPOSED, ASKING, ATTACHING, ATTACHED, DETACHING or CLEANUP. */
    public String state = "";

    /** How long ago the pair was attached, or proposed if it is not attached yet; in milliseconds. */
    public long ageMillis;

    /** The client's side. */
    public SideDTO client = new SideDTO();

    /** The provider's side. */
    public SideDTO provider = new SideDTO();

    /** Who runs a callback of this binding now; null if nobody does. */
    public @Nullable HolderDTO callback;
}
