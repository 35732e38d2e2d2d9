// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import org.nmr.RegistrarOptions;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Describes the configuration for tools that edit it; bnd makes the metatype resource of it. An underscore in a name is
 * a dot of the key. Nothing has a default here, so that a tool does not write down what nobody has chosen.
 */
@ObjectClassDefinition(
        pid = RegistrarOptions.PID,
        name = "Network Module Registrar",
        description = "How long unloads wait, and what happens then. What is left empty comes from the framework's"
                + " properties of the same names, or is the default.")
@interface OptionsMetatype {
    @AttributeDefinition(
            name = "Report after",
            description = "After what time a waiting unload says in the log for whom it waits, in milliseconds or as"
                    + " text such as PT5S, the default; each further interval is twice the one before.",
            required = false)
    String nmr_unload_report_after();

    @AttributeDefinition(
            name = "Deadline",
            description = "How long an unload may take before what is set for the deadline happens, in milliseconds"
                    + " or as text such as PT30S; none, the default, is for ever.",
            required = false)
    String nmr_unload_deadline();

    @AttributeDefinition(
            name = "At the deadline",
            description = "WAIT, the default: go on waiting. REVOKE: abandon what is outstanding. INTERRUPT:"
                    + " interrupt the threads inside first.",
            required = false,
            options = {
                @Option(label = "WAIT", value = "WAIT"),
                @Option(label = "REVOKE", value = "REVOKE"),
                @Option(label = "INTERRUPT", value = "INTERRUPT")
            })
    String nmr_unload_at_deadline();

    @AttributeDefinition(
            name = "Shutdown budget",
            description = "How long unloads may take when the framework stops, in milliseconds or as text such as"
                    + " PT25S, the default; then what is outstanding is abandoned. none: without end.",
            required = false)
    String nmr_shutdown_budget();

    @AttributeDefinition(
            name = "Debug",
            description = "Whether reports tell where and when each call in flight was begun; false is the default."
                    + " Holds for what is attached afterwards, and makes its calls slower.",
            required = false)
    boolean nmr_debug();
}
