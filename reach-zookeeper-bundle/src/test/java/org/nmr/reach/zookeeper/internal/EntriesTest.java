// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceType;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of entries. */
class EntriesTest {
    private static final long SEED = 48;

    private final Records log = new Records();
    private final InstanceJson json = new InstanceJson();
    private final Entries entries = new Entries(Registry.settings("zk:2181", Duration.ofSeconds(2)), log);

    private static ServiceInstance<String> entry(String host) {
        return InstanceJson.instance("nodes", "x", Address.of(host, 7001).orElseThrow());
    }

    @Test
    void addresses_moreThanAThousand_areTheFirstThousandWithOneRecord() {
        List<ServiceInstance<String>> all =
                IntStream.range(0, 1_102).mapToObj(each -> entry("n" + each)).toList();
        Set<String> addresses = entries.addresses(all, Address.parse("n0:7001"));
        assertEquals(1_000, addresses.size());
        assertEquals(addresses, entries.addresses(all, Address.parse("n0:7001")));
        assertEquals(
                List.of("WARNING ZooKeeper zk:2181: entries of /nmr/nodes are ignored, 101 too many: expected at most"
                        + " 1000 addresses"),
                log.all());
    }

    @Test
    void addresses_ofThisNodeAndDoubles_areLeftOutAndOne() {
        assertEquals(
                Set.of("b:7001"),
                entries.addresses(List.of(entry("a"), entry("b"), entry("b")), Address.parse("a:7001")));
        assertEquals(List.of(), log.all());
    }

    /** With the class that Curator has for its users. */
    @Test
    void serialize_isReadByCurator() throws Exception {
        ServiceInstance<String> read =
                new JsonInstanceSerializer<>(String.class).deserialize(json.serialize(entry("fe80::1%eth0")));
        assertEquals("nodes", read.getName());
        assertEquals("x", read.getId());
        assertEquals("fe80::1%eth0", read.getAddress());
        assertEquals(7001, read.getPort());
        assertEquals(ServiceType.DYNAMIC, read.getServiceType());
    }

    @Test
    void deserialize_readsWhatCuratorWrites() throws Exception {
        ServiceInstance<String> theirs = ServiceInstance.<String>builder()
                .name("nodes")
                .id("x")
                .address("::1")
                .port(7001)
                .payload("{\"address\":\"other\",\"port\":1}")
                .build();
        byte[] entry = new JsonInstanceSerializer<>(String.class, false).serialize(theirs);
        assertEquals(Address.parse("[::1]:7001"), InstanceJson.address(json.deserialize(entry)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"address\":\"other\"}",
                "{\"port\":7001}",
                "{\"payload\":{\"address\":\"other\",\"port\":7001}}",
                "{\"address\":\"a:b\",\"port\":7001}",
                "{\"address\":\"a b\",\"port\":7001}",
                "{\"address\":\"\",\"port\":7001}",
                "{\"address\":\"a\",\"port\":-1}",
                "{\"address\":\"a\",\"port\":65536}",
                "{\"address\":\"a\",\"port\":7001.5}",
                "{\"address\":\"a\",\"port\":7001",
                "[]",
                "null"
            })
    void deserialize_malformed_hasNoAddress(String entry) {
        assertEquals(Optional.empty(), InstanceJson.address(json.deserialize(entry.getBytes(UTF_8))));
    }

    /** Any bytes, and well-formed entries with some bytes changed. */
    @Test
    void deserialize_anyBytes_neverThrows() {
        Random random = new Random(SEED);
        byte[] good = json.serialize(entry("a"));
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = good.clone();
            if (random.nextBoolean()) {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
            }
            for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            InstanceJson.address(json.deserialize(bytes));
        }
        assertEquals(Optional.empty(), InstanceJson.address(json.deserialize(null)));
    }
}
