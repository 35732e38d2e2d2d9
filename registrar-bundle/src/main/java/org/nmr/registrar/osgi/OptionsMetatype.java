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
        description = "How long unloads wait, and what happens then. An empty field has the value of the framework's"
                + " property of the same name, or the default.")
@interface OptionsMetatype {
    @AttributeDefinition(
            name = "Report after",
            description = "The duration after which a waiting unload says in the log for whom it waits, in milliseconds"
                    + " or as text such as PT5S. Each further interval is twice as long as the one before."
                    + " Default: PT5S.",
            required = false)
    String nmr_unload_report_after();

    @AttributeDefinition(
            name = "Deadline",
            description = "The duration from the start of an unload until its deadline, in milliseconds or as text such"
                    + " as PT30S, or none. Default: none, no deadline.",
            required = false)
    String nmr_unload_deadline();

    @AttributeDefinition(
            name = "At the deadline",
            description = "What happens at the deadline. WAIT: the unload continues to wait. REVOKE: the registrar"
                    + " revokes what is outstanding. INTERRUPT: the registrar interrupts the threads inside, and"
                    + " revokes the rest a second later. Default: WAIT.",
            required = false,
            options = {
                @Option(label = "WAIT", value = "WAIT"),
                @Option(label = "REVOKE", value = "REVOKE"),
                @Option(label = "INTERRUPT", value = "INTERRUPT")
            })
    String nmr_unload_at_deadline();

    @AttributeDefinition(
            name = "Shutdown budget",
            description = "The duration that unloads may take when the framework stops, in milliseconds or as text such"
                    + " as PT25S, or none for no limit. Then the registrar revokes what is outstanding."
                    + " Default: PT25S.",
            required = false)
    String nmr_shutdown_budget();

    @AttributeDefinition(
            name = "Report clients after",
            description = "After what time the log says once of a client that it has found no provider, in"
                    + " milliseconds or as text such as PT30S, the default; none is never.",
            required = false)
    String nmr_client_report_after();

    @AttributeDefinition(
            name = "Debug",
            description = "Whether reports tell where and when each call in flight began. A change applies to bindings"
                    + " that are attached afterwards. With true their calls are slower. Default: false.",
            required = false)
    boolean nmr_debug();
}
