// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes come and go, and others write to the same place. */
class ZooKeeperSourceTest {
    private static final String A = "10.0.0.1:7001";
    private static final String B = "10.0.0.2:7001";
    private static final String C = "[2001:db8::3]:7001";

    private final Records log = new Records();

    @RegisterExtension
    private final Registry registry = new Registry(log);

    private final Seen atA = new Seen();
    private final Seen atB = new Seen();

    @Test
    void follow_alone_isToldThatThereIsNobody() throws Exception {
        registry.follow("a", A, atA);
        assertEquals(List.of(Set.of()), atA.history());
        assertEquals(List.of(), log.all());
    }

    @Test
    void follow_nodesComeAndGo_isToldTheAddressesOfTheOthers() throws Exception {
        registry.follow("a", A, atA);
        Following b = registry.follow("b", B, atB);
        atA.await(B);
        registry.follow("c", C, new Seen());
        atA.await(B, C);
        b.close();
        atA.await(C);
        assertEquals(List.of(Set.of(), Set.of(B), Set.of(B, C), Set.of(C)), atA.history());
        assertEquals(List.of(Set.of(A), Set.of(A, C)), atB.history());
        assertEquals(List.of(), log.all());
    }

    @Test
    void follow_sessionOfAnotherNodeEnds_isToldThatItIsGone() throws Exception {
        registry.follow("a", A, atA);
        ZooKeeper b = registry.announce("b-1", Address.parse(B).orElseThrow());
        atA.await(B);
        b.close();
        atA.await();
        assertEquals(List.of(Set.of(), Set.of(B), Set.of()), atA.history());
    }

    @Test
    void follow_itsOwnSessionIsEnded_isAnnouncedAndFollowsAgain() throws Exception {
        Following a = registry.follow("a", A, atA);
        registry.follow("b", B, atB);
        atA.await(B);
        registry.expire(a);
        log.await("it answers again");
        registry.follow("c", C, new Seen());
        atA.await(B, C);
        atB.await(A, C);
        assertEquals(List.of(Set.of(), Set.of(B), Set.of(B, C)), atA.history());
    }

    @Test
    void follow_nodeThatDoesNotListen_followsAndIsNotAnnounced() throws Exception {
        registry.follow("a", "", atA);
        registry.follow("b", B, atB);
        atA.await(B);
        assertEquals(List.of(Set.of()), atB.history());
        assertEquals(List.of(), log.all());
    }

    @Test
    void follow_nodeThatListensOnAllInterfaces_isNotAnnouncedAndSaysWhy() throws Exception {
        registry.follow("a", "0.0.0.0:7001", atA);
        registry.follow("b", B, atB);
        atA.await(B);
        assertEquals(List.of(Set.of()), atB.history());
        assertEquals(
                List.of("WARNING ZooKeeper " + registry.settings().connect() + ": this node is not announced: it"
                        + " listens at 0.0.0.0:7001, which other nodes cannot dial. Set nmr.reach.zookeeper.announce"),
                log.all());
    }

    @Test
    void follow_malformedEntries_areIgnoredWithOneRecord() throws Exception {
        registry.write("empty", new byte[0]);
        registry.write("text", "10.0.0.9:7001".getBytes(UTF_8));
        registry.write("number", "7".getBytes(UTF_8));
        registry.write("binary", new byte[] {(byte) 0xff, 0, 1, 2});
        registry.write("huge", new byte[100_000]);
        registry.write("deep", ("{\"x\":" + "[".repeat(1_000)).getBytes(UTF_8));
        registry.write("cut", "{\"address\":\"10.0.0.9\",\"port\":7001".getBytes(UTF_8));
        registry.write("control", "{\"address\":\"a\\u001b[2Jb\",\"port\":7001}".getBytes(UTF_8));
        registry.write("long", ("{\"address\":\"" + "a".repeat(256) + "\",\"port\":7001}").getBytes(UTF_8));
        registry.write("zero", "{\"address\":\"10.0.0.9\",\"port\":0}".getBytes(UTF_8));
        registry.write("large", "{\"address\":\"10.0.0.9\",\"port\":99999999999999999999}".getBytes(UTF_8));
        registry.write("typed", "{\"address\":[\"10.0.0.9\"],\"port\":\"7001\"}".getBytes(UTF_8));
        registry.follow("a", A, atA);
        registry.follow("b", B, atB);
        registry.write("more", "x".getBytes(UTF_8));
        atA.await(B);
        atB.await(A);
        assertEquals(List.of(Set.of(), Set.of(B)), atA.history());
        List<String> records = log.all();
        assertEquals(2, records.size(), records::toString); // one of each node
        assertTrue(
                records.get(0).contains("entries of /nmr/nodes are ignored, 12 malformed: expected JSON with a host"),
                records::toString);
    }

    @Test
    void follow_consumerThrows_isToldTheNextChange() throws Exception {
        registry.source().follow("a", A, addresses -> {
            atA.accept(addresses);
            throw new IllegalStateException("not now");
        });
        registry.follow("b", B, atB);
        atA.await(B);
        log.await("the addresses were not taken: not now");
    }
}
