// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/** An end that is in progress: the end of a module, of one registration, or of one binding alone. */
public class UnloadDTO extends DTO {
    /** What ends, for operators. */
    public String subject = "";

    /**
     * The owner of what ends. For a binding it is the owner of one of the two modules. If the caller asked for one
     * bundle, it is that bundle.
     */
    public OwnerDTO owner = new OwnerDTO();

    /** The time since it began, in milliseconds. */
    public long ageMillis;

    /** The threads that wait for it now. */
    public List<String> waiting = List.of();

    /** The bindings that it waits for. */
    public List<BindingDTO> outstanding = List.of();

    /** The thread inside the module's {@code register} or inside a {@code Follower} of the module; null if none is. */
    public @Nullable HolderDTO loading;

    /** The cycle of waits that this end is part of, one wait in each element; empty if there is none. */
    public List<String> cycle = List.of();

    /** The ids of the bindings that the cycle goes through; the cycle ends when one of them is revoked. */
    public List<String> cycleBindings = List.of();

    /** What a module of this kind must do itself so that its end is complete; empty if there is nothing special. */
    public String advice = "";

    /** The number of calls that were abandoned for it. */
    public long abandonedCalls;

    /** Makes a copy with no field set. */
    public UnloadDTO() {}
}
