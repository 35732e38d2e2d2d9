// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Describes the configuration for tools that edit it; bnd makes the metatype resource of it. An underscore in a name is
 * a dot of the key. Nothing has a default here, so that a tool does not write down what nobody has chosen. Numbers are
 * texts, because an empty field is no number.
 */
@ObjectClassDefinition(
        pid = Keys.PID,
        name = "NMR drained services",
        description = "Which services go only when no call is inside, and whether calls wait for a replacement. A"
                + " service property of a service wins over this. An empty field has the value of the framework's"
                + " property nmr.drain.(key), if there is one, or the default.")
@interface SettingsMetatype {
    @AttributeDefinition(
            name = "Filter",
            description = "Which services are drained, besides those with the property nmr.drain=true: an LDAP filter"
                    + " such as (&(objectClass=org.example.*)(!(objectClass=org.example.Internal))). A filter that"
                    + " matches every service is refused. Default: none.",
            required = false)
    String filter();

    @AttributeDefinition(
            name = "Hold",
            description =
                    "How long calls wait for a replacement when a service goes, in milliseconds or as text such as"
                            + " PT5S. Default: 0, they fail at once.",
            required = false)
    String hold();

    @AttributeDefinition(
            name = "Threads that are held",
            description = "How many threads may wait for replacements at the same time. Further calls fail at once."
                    + " Default: 200.",
            required = false)
    String hold_threads();

    @AttributeDefinition(
            name = "Handed-out types",
            description = "The public interfaces of objects that services hand out and consumers close, such as"
                    + " java.sql.Connection, with commas in between. A service stays until they are closed."
                    + " Default: none.",
            required = false)
    String handsout();

    @AttributeDefinition(
            name = "Deadline",
            description = "How long the end of a service waits for the calls inside, in milliseconds or as text such as"
                    + " PT20S, or none. Default: PT20S.",
            required = false)
    String nmr_unload_deadline();

    @AttributeDefinition(
            name = "At the deadline",
            description = "What happens at the deadline. WAIT: the end continues to wait. REVOKE: the calls inside are"
                    + " abandoned. INTERRUPT: their threads are interrupted, and abandoned a second later."
                    + " Default: REVOKE.",
            required = false,
            options = {
                @Option(label = "WAIT", value = "WAIT"),
                @Option(label = "REVOKE", value = "REVOKE"),
                @Option(label = "INTERRUPT", value = "INTERRUPT")
            })
    String nmr_unload_at_deadline();

    @AttributeDefinition(
            name = "Report after",
            description =
                    "The duration after which the log says for whom the end of a service waits, in milliseconds or"
                            + " as text such as PT5S. Default: PT5S.",
            required = false)
    String nmr_unload_report_after();
}
