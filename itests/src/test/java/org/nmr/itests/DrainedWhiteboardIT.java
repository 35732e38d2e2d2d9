// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.PlainJar;
import org.nmr.itests.support.Surfaces;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** Event handlers and servlets, which are called because they are there, are drained if they are named. */
class DrainedWhiteboardIT extends DrainSetUp {
    private Surfaces surfaces;

    DrainedWhiteboardIT() {
        super(Map.of("org.osgi.service.http.port", "0", "org.apache.felix.http.host", "127.0.0.1"));
    }

    @BeforeEach
    void start() throws Exception {
        surfaces = Surfaces.start(felix);
        startDrain();
    }

    private Gate gateAt(String event) {
        Gate gate = new Gate();
        scenario.on(event, gate);
        return gate;
    }

    @Test
    void stop_eventInsideAHandlerThatAsks_waitsForIt() throws Exception {
        Bundle handler = felix.start(PlainJar.handler(/* asks= */ true));
        Gate gate = gateAt("handler handles");
        Task send = felix.async("send", () -> scenario.perform("handler sends"));
        gate.awaitReached();
        Task stop = felix.async("stop handler", handler::stop).awaitBlocked();
        assertEquals(List.of(), scenario.history());
        gate.open();
        send.join();
        stop.join();
        assertEquals(List.of("handler has handled work/done", "handler stopped"), scenario.history());
    }

    /** The whiteboard destroys the servlet at once, but its bundle goes on only when the request is answered. */
    @Test
    void stop_requestInsideAServletThatAsks_waitsForIt() throws Exception {
        Bundle servlet = felix.start(PlainJar.servlet(/* asks= */ true));
        Await.until("the servlet answers", () -> surfaces.get("/work").contains("the answer"));
        scenario.takeHistory();
        Gate gate = gateAt("servlet answers");
        AtomicReference<String> answer = new AtomicReference<>("");
        Task request = felix.async("request", () -> answer.set(surfaces.get("/work")));
        gate.awaitReached();
        Task stop = felix.async("stop servlet", servlet::stop).awaitBlocked();
        assertEquals(List.of(), scenario.history());
        gate.open();
        request.join();
        stop.join();
        assertTrue(answer.get().startsWith("HTTP/1.1 200") && answer.get().contains("the answer"), answer::get);
        assertEquals(List.of("servlet has answered", "servlet stopped"), scenario.history());
    }

    @Test
    void configure_filter_drainsWhatItNamesInFull() throws Exception {
        felix.start(PlainJar.handler(/* asks= */ false));
        configure(Map.of("filter", "(kind=called)"));
        awaitServices("drained only if they are named");
        scenario.perform("handler sends");
        scenario.await("handler has handled work/done");
        configure(Map.of("filter", "(objectClass=org.osgi.service.event.EventHandler)"));
        awaitServices("already in use by");
        felix.find("handler").stop();
        felix.find("handler").start();
        awaitServices("DRAINED");
        scenario.takeHistory();
        scenario.perform("handler sends");
        assertEquals(List.of("handler has handled work/done"), scenario.history());
    }
}
