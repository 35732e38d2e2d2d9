// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/**
 * One answer to "why?": what does not go on, who is the cause, and what to do next. Every surface shows the same text:
 * {@link #verdict} as the first line, {@link #nextStep} as the last.
 */
public class FindingDTO extends DTO {
    /**
     * What kind of answer it is.
     *
     * <ul>
     *   <li>BLOCKED: an end waits.
     *   <li>NOT_LOADED: a module could not register, or a bundle has registered nothing.
     *   <li>UNATTACHED: clients have no provider, or a provider has no client.
     *   <li>NO_REGISTRAR: no registrar is there.
     *   <li>IDLE: there is nothing wrong.
     * </ul>
     */
    public String kind = "";

    /**
     * What the cause is; the values are listed in {@code docs/json.md}. New values may come in a minor version.
     */
    public String cause = "";

    /** The id of the binding that holds the subject up, for {@link RegistrarRuntime#revoke}; empty if there is none. */
    public String binding = "";

    /** What does not go on, such as a module that ends or a client without provider. */
    public String subject = "";

    /** The owner of the subject. */
    public OwnerDTO owner = new OwnerDTO();

    /** The NPI's id; empty if it is about no NPI, or about several. */
    public String npi = "";

    /** Who or what is the cause, in one line that names the culprit. */
    public String verdict = "";

    /** What was seen, line by line. */
    public List<String> details = List.of();

    /** What an operator can do next, in one line. */
    public String nextStep = "";

    /** The time since it began, in milliseconds; -1 if not known. */
    public long ageMillis = -1;

    /** Whether it has lasted longer than the report delay, or is wrong by itself. */
    public boolean serious;

    /** The end that waits; null if it is not about an end. */
    public @Nullable UnloadDTO unload;

    /** Makes a copy with no field set. */
    public FindingDTO() {}
}
