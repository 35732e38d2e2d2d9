// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.felix.webconsole.servlet.User;
import org.nmr.testkit.Fake;

/** One request as the console would pass it on, and the response to it. A request is what a page of ours sends. */
final class Exchange {
    final Map<String, String> headers = new HashMap<>(Map.of("Host", "127.0.0.1:8181"));
    final Map<String, String> parameters = new HashMap<>();
    final Map<String, Object> attributes = new HashMap<>(Map.of("felix.webconsole.pluginRoot", "/system/console/nmr"));
    String method = "GET";
    String path = "/nmr";
    String local = "127.0.0.1";
    String scheme = "http";
    String user = "admin";
    Cookie cookie;

    final Map<String, String> sent = new LinkedHashMap<>();
    final StringWriter body = new StringWriter();
    int status = 200;
    String type;

    static Exchange get(String name) {
        Exchange exchange = new Exchange();
        exchange.path = "/nmr/" + name;
        return exchange;
    }

    /** A request that may change something, if the servlet has given the token. */
    static Exchange post(String name, Exchange session, String parameter, String value) {
        Exchange exchange = get(name);
        exchange.method = "POST";
        exchange.headers.put("Origin", "http://127.0.0.1:8181");
        exchange.headers.put("X-NMR-Token", session.token());
        exchange.cookie = session.newCookie();
        exchange.parameters.put(parameter, value);
        return exchange;
    }

    Exchange with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Exchange without(String header) {
        headers.remove(header);
        return this;
    }

    Exchange attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** The console knows roles, and the user has none. */
    Exchange withoutRoles() {
        return attribute(User.USER_ATTRIBUTE, Fake.of(User.class, Map.of("authorize", role -> false)));
    }

    Exchange in(PageServlet servlet) {
        try {
            servlet.service(request(), response());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** Returns the token in the JSON of the response. */
    String token() {
        String json = body.toString();
        int start = json.indexOf("\"token\":\"") + 9;
        return json.substring(start, json.indexOf('"', start));
    }

    private Cookie newCookie() {
        String value = sent.get("Set-Cookie");
        return new Cookie("nmr-page", value.substring("nmr-page=".length(), value.indexOf(';')));
    }

    private HttpServletRequest request() {
        Map<String, Function<Object[], Object>> answers = new HashMap<>();
        answers.put("getMethod", none -> method);
        answers.put("getPathInfo", none -> path);
        answers.put("getHeader", name -> headers.get(name[0]));
        answers.put("getParameter", name -> parameters.get(name[0]));
        answers.put("getAttribute", name -> attributes.get(name[0]));
        answers.put("getLocalAddr", none -> local);
        answers.put("getScheme", none -> scheme);
        answers.put("isSecure", none -> scheme.equals("https"));
        answers.put("getRemoteUser", none -> user);
        answers.put("getCookies", none -> cookie == null ? null : new Cookie[] {cookie});
        answers.put("getDateHeader", none -> -1L);
        answers.put("getProtocol", none -> "HTTP/1.1");
        return Fake.of(HttpServletRequest.class, answers);
    }

    private HttpServletResponse response() {
        PrintWriter writer = new PrintWriter(body, /* autoFlush= */ true);
        Map<String, Function<Object[], Object>> answers = new HashMap<>();
        answers.put("setHeader", header -> sent.put((String) header[0], (String) header[1]));
        answers.put("addHeader", header -> sent.put((String) header[0], (String) header[1]));
        answers.put("setStatus", value -> status = (int) value[0]);
        answers.put("setContentType", value -> type = (String) value[0]);
        answers.put("getWriter", none -> writer);
        return Fake.of(HttpServletResponse.class, answers);
    }
}
