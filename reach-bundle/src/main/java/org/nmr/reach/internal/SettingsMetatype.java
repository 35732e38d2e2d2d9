// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Describes the configuration for tools that edit it; bnd makes the metatype resource of it. An underscore in a name is
 * a dot of the key. Nothing has a default here, so that a tool does not write down what nobody has chosen. Numbers are
 * texts, because an empty field is no number.
 */
@ObjectClassDefinition(
        pid = Keys.PID,
        name = "NMR reach",
        description = "The links of this framework to other ones, whose modules attach to modules here. An empty field"
                + " has the value of the framework's property nmr.reach.(key), if there is one, or the default.")
@interface SettingsMetatype {
    @AttributeDefinition(
            name = "Node",
            description = "The name of this node, another one for each framework: letters, digits, '_', '.' and '-'."
                    + " With certificates it is the name (CN) in this node's certificate. Without a name this bundle"
                    + " does nothing.",
            required = false)
    String node();

    @AttributeDefinition(
            name = "Listen",
            description = "Where this node listens, as host:port. Without certificates only a loopback address."
                    + " Default: it does not listen.",
            required = false)
    String listen();

    @AttributeDefinition(
            name = "Connect",
            description = "The nodes that are dialled, as host:port with commas in between. Default: none.",
            required = false)
    String connect();

    @AttributeDefinition(
            name = "Certificate",
            description = "The file with this node's certificate chain (PEM). Default: none.",
            required = false)
    String tls_certificate();

    @AttributeDefinition(
            name = "Key",
            description = "The file with the private key of the certificate (PEM). Default: none.",
            required = false)
    String tls_key();

    @AttributeDefinition(
            name = "Trust",
            description = "The file with the authorities that sign the certificates of other nodes (PEM). Default:"
                    + " none.",
            required = false)
    String tls_trust();

    @AttributeDefinition(
            name = "Allowed peers",
            description = "The nodes that an NPI is for, such as org.example.greeting=a,b;org.example.clock=c. An NPI"
                    + " that is not named is for every linked node. Default: none is named.",
            required = false)
    String peers_allowed();

    @AttributeDefinition(
            name = "Expiry",
            description = "How long a node may be silent until it is lost, such as PT5S. Default: PT5S.",
            required = false)
    String expiry();

    @AttributeDefinition(
            name = "Window",
            description = "How many calls of each direction of a binding may be outstanding. Further ones wait."
                    + " Default: 256.",
            required = false)
    String window();

    @AttributeDefinition(
            name = "Largest frame",
            description = "How many bytes the arguments or the result of a call may have. Default: 4194304.",
            required = false)
    String frame_max();
}
