// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Describes the configuration for tools that edit it; bnd makes the metatype resource of it. An underscore in a name is
 * a dot of the key. Nothing has a default here, so that a tool does not write down what nobody has chosen.
 */
@ObjectClassDefinition(
        pid = Keys.PID,
        name = "NMR reach: ZooKeeper",
        description = "Where this framework finds the other nodes, and where they find it. An empty field has the value"
                + " of the framework's property nmr.reach.zookeeper.(key), if there is one, or the default.")
@interface SettingsMetatype {
    @AttributeDefinition(
            name = "Connect",
            description = "The servers of the ZooKeeper, such as zk1:2181,zk2:2181,zk3:2181. Without them this bundle"
                    + " does nothing.",
            required = false)
    String connect();

    @AttributeDefinition(
            name = "Path",
            description = "The node of the ZooKeeper under which services are found. Default: /nmr.",
            required = false)
    String path();

    @AttributeDefinition(
            name = "Service",
            description = "The name of the service that the nodes are instances of. Nodes with another name do not find"
                    + " each other. Default: nodes.",
            required = false)
    String service();

    @AttributeDefinition(
            name = "Session timeout",
            description = "How long the ZooKeeper keeps the entry of a node that it does not hear of, such as PT15S."
                    + " The ZooKeeper may have limits of its own. Default: PT15S.",
            required = false)
    String session_timeout();

    @AttributeDefinition(
            name = "Announce",
            description = "Where other nodes dial this one, as host:port. Default: where it listens.",
            required = false)
    String announce();
}
