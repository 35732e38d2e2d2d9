// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceType;
import org.apache.curator.x.discovery.details.InstanceSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes entries as Curator's own JSON, so that other tools can read them. Whoever may write to the ZooKeeper
 * may have written them. So reading has limits and never fails: a malformed entry is an instance without a port, and
 * its payload says what is wrong.
 */
final class InstanceJson implements InstanceSerializer<String> {
    private static final String NAME = "name";
    private static final String ID = "id";
    private static final String HOST = "address";
    private static final String PORT = "port";
    private static final int LONGEST_ENTRY = 4_096;
    private static final int DEEPEST = 10;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(LONGEST_ENTRY)
                    .maxStringLength(LONGEST_ENTRY)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();

    /** Returns the instance that announces a node. */
    static ServiceInstance<String> instance(String service, String id, Address address) {
        return instance(service, id, address, null);
    }

    private static ServiceInstance<String> instance(
            String service, String id, @Nullable Address address, @Nullable String payload) {
        return new ServiceInstance<>(
                service,
                id,
                address == null ? null : address.host(),
                address == null ? null : address.port(),
                null,
                payload,
                System.currentTimeMillis(),
                ServiceType.DYNAMIC,
                null);
    }

    /** Returns the address of an instance; nothing if its entry is malformed. */
    static Optional<Address> address(ServiceInstance<String> instance) {
        String host = instance.getAddress();
        Integer port = instance.getPort();
        return host == null || port == null ? Optional.empty() : Address.of(host, port);
    }

    @Override
    public byte[] serialize(ServiceInstance<String> instance) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty(NAME, instance.getName());
            json.writeStringProperty(ID, instance.getId());
            json.writeStringProperty(HOST, instance.getAddress());
            json.writeNumberProperty(PORT, instance.getPort());
            json.writeNullProperty("sslPort");
            json.writeNullProperty("payload");
            json.writeNumberProperty("registrationTimeUTC", instance.getRegistrationTimeUTC());
            json.writeStringProperty("serviceType", instance.getServiceType().name());
            json.writeNullProperty("uriSpec");
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    @Override
    public ServiceInstance<String> deserialize(byte @Nullable [] entry) {
        if (entry == null || entry.length == 0) {
            return malformed("nothing");
        }
        if (entry.length > LONGEST_ENTRY) {
            return malformed(entry.length + " bytes");
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), entry)) {
            return read(json);
        } catch (JacksonException wrong) {
            return malformed("no JSON");
        }
    }

    private static ServiceInstance<String> read(JsonParser json) {
        String host = "";
        int port = 0;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return malformed("no JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals(HOST) && value == JsonToken.VALUE_STRING) {
                host = json.getString();
            } else if (key.equals(PORT) && value == JsonToken.VALUE_NUMBER_INT) {
                port = json.getValueAsInt(); // 0 if it is none
            } else {
                json.skipChildren();
            }
        }
        String was = "\"" + Texts.oneLine(host) + "\" and " + port;
        return Address.of(host, port)
                .map(address -> instance("", "", address))
                .orElseGet(() -> malformed(was));
    }

    private static ServiceInstance<String> malformed(String was) {
        return instance("", "", null, was);
    }
}
