// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import org.nmr.diagnostics.DiagnosticsJson;
import org.osgi.dto.DTO;

/**
 * The page, and what it asks for. The console writes its frame around what has no dot in its address, which is the page
 * itself. It has no data in it: its script fetches them.
 */
final class PageServlet extends HttpServlet {
    /** What the page is called in the address of the console. */
    static final String LABEL = "nmr";

    private static final long serialVersionUID = 1L;

    /** The console's request attribute with the address of this page. */
    private static final String ROOT = "felix.webconsole.pluginRoot";

    private static final Map<String, String> FILES = Map.of("page.js", "text/javascript", "page.css", "text/css");

    /** The console's frame has styles in its elements, but nothing needs a script in one. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'self'";

    private final transient Gate gate;
    private final transient Tokens tokens;
    private final transient Look look;
    private final transient Changes changes;

    PageServlet(Gate gate, Tokens tokens, Look look, Changes changes) {
        this.gate = gate;
        this.tokens = tokens;
        this.look = look;
        this.changes = changes;
    }

    /** Returns the path of the page. */
    static String root(HttpServletRequest request) {
        return request.getAttribute(ROOT) instanceof String root ? root : "/system/console/" + LABEL;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        secure(response);
        String name = name(request);
        try {
            gate.requireReader(request);
            if (name.isEmpty()) {
                page(request, response);
            } else if (FILES.containsKey(name)) {
                write(response, FILES.getOrDefault(name, ""), resource(name));
            } else if (name.equals("now.json")) {
                now(request, response);
            } else if (name.equals("registrar.json")) {
                json(response, look.registrar());
            } else {
                throw new Refused(HttpServletResponse.SC_NOT_FOUND, "there is no \"" + name + "\" here");
            }
        } catch (Refused refused) {
            refuse(response, refused, /* framed= */ name.indexOf('.') < 0);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        secure(response);
        try {
            gate.requireOperator(request);
            JobDTO job = changes.begin(name(request), request);
            response.setStatus(
                    job.state.equals("RUNNING") ? HttpServletResponse.SC_ACCEPTED : HttpServletResponse.SC_OK);
            json(response, job);
        } catch (Refused refused) {
            refuse(response, refused, /* framed= */ false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(response, Refused.because(e), /* framed= */ false);
        }
    }

    /** All other methods but GET, HEAD and POST. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, jakarta.servlet.ServletException {
        switch (request.getMethod()) {
            case "GET", "HEAD", "POST" -> super.service(request, response);
            default -> {
                secure(response);
                response.setHeader("Allow", "GET, HEAD, POST");
                Refused refused = new Refused(
                        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                        "expected the method GET, HEAD or POST, was " + request.getMethod());
                refuse(response, refused, /* framed= */ false);
            }
        }
    }

    /** Returns the part of the address behind that of the page. */
    private static String name(HttpServletRequest request) {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        int slash = path.indexOf('/', 1);
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    private void now(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String tag = look.tag();
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match")) && look.isCalm(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        NowDTO now = look.now(tag);
        now.token = tokens.of(request, response);
        json(response, now);
    }

    private static void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        PrintWriter writer = response.getWriter();
        writer.print(resource("page.html").replace("@root@", escape(root(request))));
    }

    private static void secure(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    private static void refuse(HttpServletResponse response, Refused refused, boolean framed) throws IOException {
        response.setStatus(refused.status());
        if (framed) {
            write(response, "text/html", "<p role=\"alert\">" + escape(refused.line()) + "</p>\n");
        } else {
            ErrorDTO error = new ErrorDTO();
            error.error = refused.line();
            json(response, error);
        }
    }

    private static void json(HttpServletResponse response, DTO dto) throws IOException {
        write(response, "application/json", DiagnosticsJson.of(dto));
    }

    private static void write(HttpServletResponse response, String type, String text) throws IOException {
        response.setCharacterEncoding(UTF_8.name());
        response.setContentType(type);
        response.getWriter().print(text);
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = PageServlet.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException("expected " + name + " in the bundle");
            }
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    /** The console replaces what follows a dollar sign, so this is escaped, too. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(each -> {
            if ("<>&\"'$".indexOf(each) >= 0) {
                escaped.append("&#").append(each).append(';');
            } else {
                escaped.append((char) each);
            }
        });
        return escaped.toString();
    }
}
