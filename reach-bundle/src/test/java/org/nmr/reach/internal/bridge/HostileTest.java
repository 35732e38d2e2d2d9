// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.Npi;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.ConnectionHandler;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.MemoryNet;
import org.nmr.reach.internal.engine.Receiver;
import org.nmr.reach.internal.wire.BindFrames;
import org.nmr.reach.internal.wire.BindMessage;
import org.nmr.reach.internal.wire.BindMessage.Attach;
import org.nmr.reach.internal.wire.BindMessage.Call;
import org.nmr.reach.internal.wire.BindMessage.Return;
import org.nmr.reach.internal.wire.LinkFrames;
import org.nmr.reach.internal.wire.LinkMessage;
import org.nmr.reach.internal.wire.LinkMessage.Hello;
import org.nmr.reach.internal.wire.WireInstance;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A peer that breaks the protocol: its binding or its link ends, and nobody else's. */
class HostileTest {
    private static final Npi<Void, Echo> NPI = Npi.of("org.example.echo", Echo.class);
    private static final WireInstance CLIENT =
            new WireInstance(7, UUID.randomUUID().toString(), 0, 0, "org.example.hostile 1.0.0 [7]", Map.of());

    private final MemoryNet net = new MemoryNet();
    private final HandClock clock = new HandClock();
    private final Engine engine = net.engine();
    private final Ear link = new Ear();
    private TestNode a;
    private TestNode b;
    private ScriptedClient<Void, Echo> client;
    private Connection connection;
    private FrameStream first;

    /** Says the same. */
    public interface Echo {
        String say(String text);
    }

    /** Hears what the node says. */
    private static final class Ear implements Receiver {
        private final List<byte[]> frames = new CopyOnWriteArrayList<>();
        private final List<String> ends = new CopyOnWriteArrayList<>();

        @Override
        public void frame(byte[] frame) {
            frames.add(frame);
        }

        @Override
        public void ready() {}

        @Override
        public void ended() {
            ends.add("ended");
        }

        @Override
        public void lost(String reason) {
            ends.add(reason);
        }
    }

    @BeforeEach
    void start() throws Exception {
        b = new TestNode("b", net, clock).knows(NPI);
        a = new TestNode("a", net, clock, "b:1").knows(NPI);
        ScriptedProvider<Void, Echo> provider = b.harness.provider("provider", NPI, text -> text);
        client = a.harness.client("client", NPI);
        client.register();
        provider.register();
        a.harness.history().await("client.attached(provider)");
        connection = engine.dial("b:1", new ConnectionHandler() {
            @Override
            public void connected(Connection up) {}

            @Override
            public Receiver opened(Connection up, FrameStream stream) {
                return new Ear();
            }

            @Override
            public void lost(Connection up, String reason) {}
        });
        net.settle();
        first = connection.open(link);
        first.send(LinkFrames.encode(new Hello(1, 1, "evil", "s", 5000, TestNode.LIMITS)));
        Eventually.until("HELLO and an offer", () -> link.frames.size() >= 2);
    }

    @AfterEach
    void stop() {
        assertEquals("others", client.peer().say("others"));
        engine.close();
        a.close();
        b.close();
        net.close();
    }

    private String answerTo(BindMessage... messages) {
        Ear ear = new Ear();
        FrameStream stream = connection.open(ear);
        List<BindMessage> all = new ArrayList<>(List.of(messages));
        all.forEach(message -> stream.send(BindFrames.encode(message)));
        Eventually.until("an end", () -> !ear.ends.isEmpty());
        assertTrue(link.ends.isEmpty(), "the link stays: " + link.ends);
        return ear.ends.get(0);
    }

    @Test
    void attach_toAnUnknownOffer_endsTheBindingOnly() {
        String answer = answerTo(new Attach(1, 4711, CLIENT));
        assertTrue(answer.contains("number of an offer"), answer);
    }

    @Test
    void attach_ofAForeignNumber_endsTheBindingOnly() {
        String answer = answerTo(new Attach(2, 1, CLIENT));
        assertTrue(answer.contains("number of the peer"), answer);
    }

    @Test
    void call_beforeAttach_endsTheBindingOnly() {
        String answer = answerTo(new Call(1, Long.MAX_VALUE, "t", 0, new byte[8]));
        assertTrue(answer.contains("expected ATTACH first"), answer);
    }

    @Test
    void attach_twice_endsTheBindingOnly() {
        String answer = answerTo(new Attach(1, 1, CLIENT), new Attach(3, 1, CLIENT));
        assertTrue(answer.contains("expected no Attach"), answer);
    }

    @Test
    void return_ofNoCall_endsTheBindingOnly() {
        String answer = answerTo(new Attach(1, 1, CLIENT), new Return(99, new byte[0]));
        assertTrue(answer.contains("open call"), answer);
        Eventually.until("no binding is kept", () -> b.bindings() == 1);
    }

    @Test
    void frame_thatIsNoMessage_endsTheLinkWithAReason() throws Exception {
        first.send(new byte[] {1, 2, 3});
        Eventually.until("an end", () -> !link.ends.isEmpty());
        LinkMessage last = LinkFrames.decode(link.frames.get(link.frames.size() - 1));
        assertTrue(last instanceof LinkMessage.Bye, last.toString());
    }
}
