// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.felix.webconsole.servlet.User;
import org.jspecify.annotations.Nullable;

/** Who may see the page, and who may change something. The console has authenticated the user before. */
final class Gate {
    /** What a console that knows roles is asked for before a change. */
    static final String ROLE = "nmr.operate";

    private final Hosts hosts;
    private final Tokens tokens;

    Gate(Hosts hosts, Tokens tokens) {
        this.hosts = hosts;
        this.tokens = tokens;
    }

    /** Refuses who may not see anything. */
    void requireReader(HttpServletRequest request) throws Refused {
        String local = request.getLocalAddr();
        String host = request.getHeader("Host");
        if (host == null || !hosts.accept(host, local)) {
            throw new Refused(
                    SC_FORBIDDEN,
                    "expected the Host " + local + ", which the console is bound to, was " + shown(host)
                            + "; if it is another name of this machine, add it to the framework property "
                            + Hosts.PROPERTY);
        }
        if (request.getRemoteUser() == null && !Hosts.isLoopback(local)) {
            throw new Refused(
                    SC_FORBIDDEN,
                    "expected a user that the console has authenticated, but there is none, and " + local
                            + " is no loopback address; set up the console's security provider, or bind the console"
                            + " to 127.0.0.1");
        }
    }

    /** Refuses who may not change anything. */
    void requireOperator(HttpServletRequest request) throws Refused {
        requireReader(request);
        String origin = request.getHeader("Origin");
        String own = request.getScheme() + "://" + request.getHeader("Host");
        if (origin == null || !origin.equalsIgnoreCase(own)) {
            throw new Refused(SC_FORBIDDEN, "expected a request from " + own + ", was from " + shown(origin));
        }
        if (!tokens.isIn(request)) {
            throw new Refused(
                    SC_FORBIDDEN,
                    "expected the token of this session in the header " + Tokens.HEADER
                            + "; reload the page to get it");
        }
        if (request.getAttribute(User.USER_ATTRIBUTE) instanceof User user && !user.authorize(ROLE)) {
            throw new Refused(
                    SC_FORBIDDEN,
                    "expected a user with the role " + ROLE + ", which " + shown(request.getRemoteUser())
                            + " does not have; an administrator of the console can grant it");
        }
    }

    private static String shown(@Nullable String header) {
        return header == null ? "nobody" : "\"" + header + "\"";
    }
}
