// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/** An end that is in progress: of a module, of one registration of it, or of one binding alone. */
public class UnloadDTO extends DTO {
    /** What ends, for people. */
    public String subject = "";

    /** Whose it is; of a binding one of the two modules, the asked one if there is one. */
    public OwnerDTO owner = new OwnerDTO();

    /** How long ago it began, in milliseconds. */
    public long ageMillis;

    /** The threads that wait for it now. */
    public List<String> waiting = List.of();

    /** The bindings that hold it up. */
    public List<BindingDTO> outstanding = List.of();

    /** Who is inside the module's {@code register}, or inside what follows the module; null if nobody is. */
    public @Nullable HolderDTO loading;

    /** The cycle of waits that this is part of, one edge each; empty if there is none. */
    public List<String> cycle = List.of();

    /** What a module of this kind must do itself to end; empty if there is nothing special. */
    public String advice = "";

    /** How many calls were abandoned for it. */
    public long abandonedCalls;
}
