// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.util.List;
import org.osgi.dto.DTO;

/** Some work that a request has begun: a drain, a redeploy or a revocation. */
public class JobDTO extends DTO {
    /** Its number. */
    public long id;

    /** What it does, such as {@code drain}. */
    public String kind = "";

    /** The bundle's id, or the binding's. */
    public String subject = "";

    /** RUNNING, DONE or FAILED. */
    public String state = "";

    /** The time since it began, or that it took, in milliseconds. */
    public long ageMillis;

    /** Its steps so far, the last hundred of them. */
    public List<String> lines = List.of();

    /** What has come out of it, in one line; empty while it runs. */
    public String outcome = "";

    /** Makes a copy with no field set. */
    public JobDTO() {}
}
