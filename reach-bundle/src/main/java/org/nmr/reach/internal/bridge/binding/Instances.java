// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nmr.ModuleId;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationInstance;
import org.nmr.reach.internal.bridge.work.Texts;
import org.nmr.reach.internal.wire.WireInstance;

/** Descriptions of registrations as they cross. */
public final class Instances {
    private static final String LUID = "luid:";

    private Instances() {}

    /** Returns what the peer is told of a registration of this node. */
    public static WireInstance toWire(RegistrationInstance instance) {
        Map<String, Object> crossing = new HashMap<>();
        instance.characteristics().forEach((name, value) -> {
            if (crosses(value)) {
                crossing.put(name, value);
            }
        });
        Owner owner = instance.owner();
        return new WireInstance(
                instance.id(),
                module(instance.moduleId()),
                instance.number(),
                instance.version(),
                owner.name() + " " + owner.version() + " [" + owner.id() + "]",
                crossing);
    }

    private static String module(ModuleId id) {
        return id instanceof ModuleId.InterfaceLuid luid
                ? LUID + Long.toUnsignedString(luid.value())
                : ((ModuleId.Guid) id).value().toString();
    }

    private static boolean crosses(Object value) {
        return value instanceof List<?> list ? list.stream().allMatch(Instances::isPlain) : isPlain(value);
    }

    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float;
    }

    /**
     * Returns the description of the one that stands for a registration of another node.
     *
     * @throws IllegalArgumentException if the peer has sent what no registration can have
     */
    public static RegistrationInstance fromWire(Npi<?, ?> npi, String node, WireInstance wire) {
        Map<String, Object> characteristics = new HashMap<>(wire.characteristics());
        if (characteristics.get(ProviderCharacteristics.RANKING) instanceof Number ranking) {
            characteristics.put(ProviderCharacteristics.RANKING, ranking.intValue());
        }
        return new RegistrationInstance(
                npi.id(),
                module(wire.module()),
                wire.number(),
                wire.version(),
                characteristics,
                label(node, wire),
                Owner.UNKNOWN,
                /* id= */ 0);
    }

    private static ModuleId module(String text) {
        return text.startsWith(LUID)
                ? new ModuleId.InterfaceLuid(Long.parseUnsignedLong(text.substring(LUID.length())))
                : ModuleId.of(UUID.fromString(text));
    }

    /** Returns whom a registration of another node belongs to: {@code node b, org.example.greeter 1.0.0 [17]}. */
    public static String label(String node, WireInstance wire) {
        return "node " + node + ", " + Texts.oneLine(wire.owner());
    }
}
