// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token for each session of a browser, which only a page of ours can know.
 *
 * <p>The session is a random cookie that no other site can send. The token is made of the cookie and the user by a
 * secret key, so that nothing has to be kept for a session. The key is new with each start of the bundle.
 */
final class Tokens {
    /** The header of a request for a change that has the token. A browser lets no other site set it. */
    static final String HEADER = "X-NMR-Token";

    private static final String COOKIE = "nmr-page";
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(bytes(32), ALGORITHM);

    /** Returns the token of the request's session; begins a session if there is none. */
    String of(HttpServletRequest request, HttpServletResponse response) {
        return token(session(request).orElseGet(() -> begin(request, response)), request.getRemoteUser());
    }

    /** Tells whether the request has a session and the token of it. */
    boolean isIn(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        Optional<String> expected = session(request).map(session -> token(session, request.getRemoteUser()));
        return given != null
                && expected.isPresent()
                && MessageDigest.isEqual(given.getBytes(UTF_8), expected.get().getBytes(UTF_8));
    }

    private static Optional<String> session(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(COOKIE)
                    && SESSION.matcher(cookie.getValue()).matches()) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    private String begin(HttpServletRequest request, HttpServletResponse response) {
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24));
        // As text, because the class Cookie of Servlet 5 does not know SameSite.
        String path = "; Path=" + PageServlet.root(request);
        String secure = request.isSecure() ? "; Secure" : "";
        response.addHeader("Set-Cookie", COOKIE + "=" + session + path + "; HttpOnly; SameSite=Strict" + secure);
        return session;
    }

    private String token(String session, @Nullable String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] token = mac.doFinal((session + " " + user).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected " + ALGORITHM + ", which each JDK has", e);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
