// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * Lets the users of Karaf into a Felix Web Console, if they have the role {@code admin}: the console can install
 * bundles, and so run any code.
 */
final class KarafUsers implements SecurityProvider {
    private static final String ID = "org.nmr.karaf";
    private static final String REALM = "karaf";
    private static final String ROLE = "admin";
    private static final String ROLE_TYPE = "org.apache.karaf.jaas.boot.principal.RolePrincipal";
    private static final String BASIC = "Basic ";

    private record Credentials(String name, String password) {}

    static void publish(BundleContext context) {
        context.registerService(
                SecurityProvider.class, new KarafUsers(), FrameworkUtil.asDictionary(Map.of(PROPERTY_ID, ID)));
    }

    /** Returns the name of the user; null if there is none, and then the browser is told to ask for one. */
    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        Optional<Credentials> credentials = credentials(request.getHeader("Authorization"));
        if (credentials.isPresent() && isAdministrator(credentials.get())) {
            return credentials.get().name();
        }
        ask(response);
        return null;
    }

    private static void ask(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
        try {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Credentials> credentials(@Nullable String header) {
        if (header == null || !header.regionMatches(/* ignoreCase= */ true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String both = new String(decoded, StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon <= 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(both.substring(0, colon), both.substring(colon + 1)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static boolean isAdministrator(Credentials credentials) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Karaf's login module is on its class path, and is looked for by the context's loader.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            Subject subject = new Subject();
            LoginContext login = new LoginContext(REALM, subject, callbacks -> answer(callbacks, credentials));
            login.login();
            return subject.getPrincipals().stream()
                    .anyMatch(principal -> principal.getClass().getName().equals(ROLE_TYPE)
                            && principal.getName().equals(ROLE));
        } catch (LoginException wrong) {
            return false; // Karaf has logged why
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void answer(Callback[] callbacks, Credentials credentials) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(credentials.name());
            } else if (callback instanceof PasswordCallback password) {
                password.setPassword(credentials.password().toCharArray());
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    /** An administrator may do everything. */
    @Override
    public boolean authorize(Object user, String role) {
        return true;
    }

    /** The browser must ask again. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        ask(response);
    }
}
