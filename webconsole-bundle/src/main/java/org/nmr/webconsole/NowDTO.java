// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.util.List;
import org.nmr.diagnostics.FindingDTO;
import org.osgi.dto.DTO;

/** What the page asks for each second: the small part of the state. */
public class NowDTO extends DTO {
    /** Another one after each change of registrations, bindings and unloads; empty if there is no registrar. */
    public String state = "";

    /** What does not go on, and why. */
    public List<FindingDTO> findings = List.of();

    /** What was begun from a page: what runs, and the last that has ended. */
    public List<JobDTO> jobs = List.of();

    /** Why nothing can be drained or redeployed; empty if it can. */
    public String actionsMissing = "";

    /** What a request for a change must have as token. */
    public String token = "";

    /** Makes a copy with no field set. */
    public NowDTO() {}
}
