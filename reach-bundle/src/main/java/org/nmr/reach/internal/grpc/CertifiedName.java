// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** The name of a node in its certificate: the first DNS name that it is for, else the CN of its subject. */
final class CertifiedName {
    private static final Integer DNS_NAME = 2;

    /** No node can have it. */
    private static final String NO_NAME = "(no name)";

    private CertifiedName() {}

    /** Returns the name in the first one, and what no node is called if it has none; empty without certificates. */
    static String of(List<X509Certificate> shown) {
        return shown.isEmpty() ? "" : of(shown.get(0));
    }

    private static String of(X509Certificate certificate) {
        String alternative = alternative(certificate);
        String name = alternative.isEmpty() ? commonName(certificate) : alternative;
        return name.isEmpty() ? NO_NAME : name;
    }

    private static String alternative(X509Certificate certificate) {
        try {
            Collection<List<?>> names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
            return names.stream()
                    .filter(name -> DNS_NAME.equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .findFirst()
                    .orElse("");
        } catch (CertificateParsingException unreadable) {
            return "";
        }
    }

    private static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException unreadable) {
            return "";
        }
    }
}
