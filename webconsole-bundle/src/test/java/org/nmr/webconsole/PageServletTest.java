// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.diagnostics.FindingDTO;

class PageServletTest {
    private final FakeRegistrar registrar = new FakeRegistrar();
    private final FakeActions actions = new FakeActions();
    private final Jobs jobs = new Jobs();
    private Optional<Source> source = Optional.of(new Source(registrar, "7.1"));
    private long nanos;
    private final PageServlet servlet = servlet("nmr.example, Console.Example");

    private PageServlet servlet(String hosts) {
        Tokens tokens = new Tokens();
        Look look = new Look(() -> source, actions, jobs, () -> nanos);
        return new PageServlet(new Gate(new Hosts(hosts), tokens), tokens, look, new Changes(look, actions, jobs));
    }

    private Exchange session() {
        return Exchange.get("now.json").in(servlet);
    }

    @Test
    void get_page_hasNoDataAndNoScriptInIt() {
        Exchange page = new Exchange().in(servlet);
        assertEquals(200, page.status);
        String html = page.body.toString();
        assertTrue(html.contains("<script type=\"module\" src=\"/system/console/nmr/page.js\"></script>"), html);
        assertEquals(html.indexOf("<script"), html.lastIndexOf("<script"));
        assertFalse(html.contains("${"), html);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page.js", "page.css", "now.json", "registrar.json", "nothing", "nothing.json"})
    void get_anything_letsNothingFromElsewhereRun(String name) {
        Exchange answer = Exchange.get(name).in(servlet);
        String policy = answer.sent.get("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertEquals("nosniff", answer.sent.get("X-Content-Type-Options"));
        assertEquals("no-store", answer.sent.get("Cache-Control"));
    }

    @ParameterizedTest
    @CsvSource({"page.js, text/javascript", "page.css, text/css", "now.json, application/json"})
    void get_file_saysWhatItIs(String name, String type) {
        Exchange answer = Exchange.get(name).in(servlet);
        assertEquals(200, answer.status);
        assertEquals(type, answer.type);
    }

    @Test
    void get_registrar_isTheJsonOfTheDtos() {
        registrar.registrar.revocations = List.of("</script><b>\n");
        String json = Exchange.get("registrar.json").in(servlet).body.toString();
        assertTrue(json.contains("\"revocations\":[\"\\u003c/script\\u003e\\u003cb\\u003e\\u000a\"]"), json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.json", "a/b.json", "page.html", "../now.json"})
    void get_unknownFile_isNotFound(String name) {
        Exchange answer = Exchange.get(name).in(servlet);
        assertEquals(404, answer.status);
        assertEquals("{\"error\":\"there is no \\\"" + name + "\\\" here\"}", answer.body.toString());
    }

    @Test
    void get_unknownPage_saysSoInTheFrameAndIsEscaped() {
        Exchange answer = Exchange.get("<b>${x}").in(servlet);
        assertEquals(404, answer.status);
        assertEquals("<p role=\"alert\">there is no &#34;&#60;b&#62;&#36;{x}&#34; here</p>\n", answer.body.toString());
    }

    @Test
    void get_withoutRegistrar_saysSo() {
        source = Optional.empty();
        Exchange now = session();
        assertEquals(200, now.status);
        assertTrue(now.body.toString().contains("\"state\":\"\""), now.body::toString);
        Exchange all = Exchange.get("registrar.json").in(servlet);
        assertEquals(503, all.status);
        assertTrue(all.body.toString().contains("start org.nmr.registrar"), all.body::toString);
    }

    @Test
    void get_nothingNew_isNotAskedAndNotSentAgain() {
        Exchange first = session();
        Exchange second = Exchange.get("now.json")
                .with("If-None-Match", first.sent.get("ETag"))
                .in(servlet);
        assertEquals(304, second.status);
        assertEquals("", second.body.toString());
        assertEquals(1, registrar.asked);
    }

    @Test
    void get_afterAChange_isSent() {
        Exchange first = session();
        source = Optional.of(new Source(registrar, "7.2"));
        Exchange second = Exchange.get("now.json")
                .with("If-None-Match", first.sent.get("ETag"))
                .in(servlet);
        assertEquals(200, second.status);
        assertNotEquals(first.sent.get("ETag"), second.sent.get("ETag"));
    }

    @Test
    void get_whileSomethingWaits_isSentEachTime() {
        registrar.findings.add(new FindingDTO());
        Exchange first = session();
        Exchange second = Exchange.get("now.json")
                .with("If-None-Match", first.sent.get("ETag"))
                .in(servlet);
        assertEquals(200, second.status);
    }

    @Test
    void get_nothingNewForSeconds_looksAgain() {
        String tag = session().sent.get("ETag");
        nanos = 6_000_000_000L;
        registrar.findings.add(new FindingDTO());
        assertEquals(200, Exchange.get("now.json").with("If-None-Match", tag).in(servlet).status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "<b>"})
    void otherMethod_isNotAllowed(String method) {
        Exchange request = Exchange.post("revoke", session(), "binding", "1-1");
        request.method = method;
        assertEquals(405, request.in(servlet).status);
        assertEquals("GET, HEAD, POST", request.sent.get("Allow"));
        assertEquals(List.of(), registrar.revoked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drain", "redeploy", "revoke", "cancel"})
    void get_ofAChange_changesNothing(String name) {
        Exchange request = Exchange.post(name, session(), "binding", "1-1");
        request.method = "GET";
        assertEquals(404, request.in(servlet).status);
        assertEquals(List.of(), registrar.revoked);
        assertEquals(List.of(), actions.begun);
    }

    @Test
    void post_revoke_revokes() {
        Exchange answer = Exchange.post("revoke", session(), "binding", "1-1").in(servlet);
        assertEquals(200, answer.status);
        assertTrue(answer.body.toString().contains("\"outcome\":\"revoked 1-1\""), answer.body::toString);
        assertEquals(List.of("1-1"), registrar.revoked);
    }

    @ParameterizedTest
    @CsvSource({"drain, drained 12", "redeploy, redeployed 12"})
    void post_bundle_isDoneAndShown(String name, String outcome) {
        Exchange session = session();
        Exchange answer = Exchange.post(name, session, "bundle", "12").in(servlet);
        assertEquals(200, answer.status);
        assertEquals(List.of(name + " 12"), actions.begun);
        String tasks = session().body.toString();
        assertTrue(tasks.contains("\"outcome\":\"" + outcome + "\",\"state\":\"DONE\""), tasks);
    }

    @Test
    void post_drainThatTakesLong_isAccepted() throws Exception {
        actions.blocks = true;
        Exchange session = session();
        Exchange answer = Exchange.post("drain", session, "bundle", "12").in(servlet);
        assertEquals(202, answer.status);
        assertTrue(answer.body.toString().contains("step\\\\u000a1"), answer.body::toString);
        assertEquals(409, Exchange.post("drain", session, "bundle", "12").in(servlet).status);
        assertEquals(200, Exchange.post("cancel", session, "task", "1").in(servlet).status);
        jobs.close();
    }

    @ParameterizedTest
    @CsvSource({"gone, 404", "not yet, 409", "no permission, 403", "broken, 500"})
    void post_revokeFails_saysWhyAndLeavesNoTask(String why, int status) {
        String line = why + "\n<b>";
        registrar.failure = switch (status) {
            case 404 -> new IllegalArgumentException(line);
            case 409 -> new IllegalStateException(line);
            case 403 -> new SecurityException(line);
            default -> new UnsupportedOperationException(line);
        };
        Exchange answer = Exchange.post("revoke", session(), "binding", "1-1").in(servlet);
        assertEquals(status, answer.status);
        assertEquals("{\"error\":\"" + why + "\\\\u000a\\u003cb\\u003e\"}", answer.body.toString());
        assertTrue(jobs.toDtos().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "one", "", " ", "0", "99999999999999999999", "1\n2", "<b>"})
    void post_badBundle_isRefused(String bundle) {
        Exchange answer = Exchange.post("drain", session(), "bundle", bundle).in(servlet);
        assertEquals(400, answer.status);
        assertTrue(answer.body.toString().startsWith("{\"error\":\"bundle: expected "), answer.body::toString);
        assertEquals(List.of(), actions.begun);
    }

    @Test
    void post_withoutOps_isRefusedWithAHint() {
        actions.missing = "install org.nmr.ops";
        Exchange answer = Exchange.post("drain", session(), "bundle", "12").in(servlet);
        assertEquals(503, answer.status);
        assertEquals("{\"error\":\"install org.nmr.ops\"}", answer.body.toString());
    }

    @Test
    void post_unknownAction_isNotFound() {
        assertEquals(404, Exchange.post("stop", session(), "bundle", "12").in(servlet).status);
    }

    @Test
    void post_withoutToken_isRefused() {
        assertRefused(Exchange.post("revoke", session(), "binding", "1-1").without("X-NMR-Token"), "the token");
    }

    @Test
    void post_withTheTokenOfAnotherSession_isRefused() {
        Exchange request = Exchange.post("revoke", session(), "binding", "1-1");
        assertRefused(request.with("X-NMR-Token", session().token()), "the token");
    }

    @Test
    void post_withTheTokenOfAnotherUser_isRefused() {
        Exchange request = Exchange.post("revoke", session(), "binding", "1-1");
        request.user = "eve";
        assertRefused(request, "the token");
    }

    @Test
    void post_withoutCookie_isRefused() {
        Exchange request = Exchange.post("revoke", session(), "binding", "1-1");
        request.cookie = null;
        assertRefused(request, "the token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8181", "<b>"})
    void post_fromAnotherOrigin_isRefused(String origin) {
        assertRefused(Exchange.post("revoke", session(), "binding", "1-1").with("Origin", origin), "a request from");
    }

    @Test
    void post_fromNoOrigin_isRefused() {
        assertRefused(Exchange.post("revoke", session(), "binding", "1-1").without("Origin"), "a request from");
    }

    @Test
    void post_byAUserWithoutTheRole_isRefused() {
        assertRefused(Exchange.post("revoke", session(), "binding", "1-1").withoutRoles(), "the role nmr.operate");
    }

    @Test
    void post_toAnotherName_isRefused() {
        Exchange request = Exchange.post("revoke", session(), "binding", "1-1")
                .with("Host", "evil.example:8181")
                .with("Origin", "http://evil.example:8181");
        assertRefused(request, "the Host 127.0.0.1");
    }

    private void assertRefused(Exchange request, String why) {
        request.in(servlet);
        assertEquals(403, request.status);
        assertTrue(request.body.toString().contains(why), request.body::toString);
        assertFalse(request.body.toString().contains("<"), request.body::toString);
        assertEquals(List.of(), registrar.revoked);
        assertTrue(jobs.toDtos().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page.js", "now.json", "registrar.json"})
    void get_byAnotherName_isRefused(String name) {
        assertEquals(403, Exchange.get(name).with("Host", "evil.example").in(servlet).status);
        assertEquals(403, Exchange.get(name).without("Host").in(servlet).status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page.js", "now.json", "registrar.json"})
    void get_withoutUserOnANonLoopbackAddress_isRefused(String name) {
        Exchange request = Exchange.get(name).with("Host", "192.0.2.1:8181");
        request.local = "192.0.2.1";
        request.user = null;
        request.in(servlet);
        assertEquals(403, request.status);
        assertTrue(request.body.toString().contains("is no loopback address"), request.body::toString);
    }

    @Test
    void get_withUserOnANonLoopbackAddress_isAnswered() {
        Exchange request = Exchange.get("now.json").with("Host", "192.0.2.1:8181");
        request.local = "192.0.2.1";
        assertEquals(200, request.in(servlet).status);
    }

    @Test
    void cookie_isForThisPageAlone() {
        assertTrue(session().sent.get("Set-Cookie").endsWith("; Path=/system/console/nmr; HttpOnly; SameSite=Strict"));
        Exchange secure = Exchange.get("now.json");
        secure.scheme = "https";
        assertTrue(secure.in(servlet).sent.get("Set-Cookie").endsWith("; Secure"));
    }

    @Test
    void cookie_ofASession_isKept() {
        Exchange first = session();
        Exchange again = Exchange.post("now.json", first, "", "");
        again.method = "GET";
        again.in(servlet);
        assertEquals(first.token(), again.token());
        assertFalse(again.sent.containsKey("Set-Cookie"));
    }
}
