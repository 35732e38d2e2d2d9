// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nmr.reach.internal.cbor.Cbor;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/**
 * The bytes of descriptions. A characteristic's value is {@code [kind, value]}, so that it keeps its type: filters and
 * policies tell a {@code Long} from an {@code Integer}.
 */
final class Instances {
    /** How many characteristics an instance may have. */
    static final int MOST = 1000;

    private static final int TEXT = 0;
    private static final int BOOLEAN = 1;
    private static final int BYTE = 2;
    private static final int SHORT = 3;
    private static final int INTEGER = 4;
    private static final int LONG = 5;
    private static final int FLOAT = 6;
    private static final int DOUBLE = 7;
    private static final int LIST = 8;

    private Instances() {}

    static void write(CborWriter out, WireInstance instance) throws CborException {
        out.array(6);
        out.integer(instance.id());
        Texts.exact(out, instance.module(), Texts.NAME);
        out.integer(instance.number());
        out.integer(instance.version());
        Texts.shown(out, instance.owner(), Texts.LINE);
        characteristics(out, instance.characteristics());
        out.end();
    }

    /** Leaves out those that cannot cross: they must not keep a provider from being offered. */
    private static void characteristics(CborWriter out, Map<String, Object> all) throws CborException {
        List<Map.Entry<String, Object>> crossing =
                all.entrySet().stream().filter(Instances::crosses).limit(MOST).toList();
        out.array(crossing.size() * 2);
        for (Map.Entry<String, Object> each : crossing) {
            characteristic(out, each);
        }
        out.end();
    }

    private static boolean crosses(Map.Entry<String, Object> characteristic) {
        try {
            byte[] encoded = Cbor.encode(out -> {
                out.array(2);
                characteristic(out, characteristic);
                out.end();
            });
            return encoded.length > 0;
        } catch (CborException cannot) {
            return false;
        }
    }

    private static void characteristic(CborWriter out, Map.Entry<String, Object> characteristic) throws CborException {
        Texts.exact(out, characteristic.getKey(), Texts.NAME);
        value(out, characteristic.getValue(), /* mayBeList= */ true);
    }

    private static void value(CborWriter out, Object value, boolean mayBeList) throws CborException {
        out.array(2);
        if (value instanceof String text) {
            out.integer(TEXT);
            Texts.exact(out, text, Texts.LONG);
        } else if (value instanceof Boolean bool) {
            out.integer(BOOLEAN);
            out.bool(bool);
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof List<?> list && mayBeList) {
            out.integer(LIST);
            Object[] elements = list.toArray();
            out.array(elements.length);
            for (Object element : elements) {
                value(out, element, /* mayBeList= */ false);
            }
            out.end();
        } else {
            throw unknown(value);
        }
        out.end();
    }

    private static void number(CborWriter out, Number number) throws CborException {
        int kind = kind(number);
        out.integer(kind);
        if (kind == FLOAT) {
            out.float32(number.floatValue());
        } else if (kind == DOUBLE) {
            out.float64(number.doubleValue());
        } else {
            out.integer(number.longValue());
        }
    }

    private static int kind(Number number) throws CborException {
        if (number instanceof Integer) {
            return INTEGER;
        } else if (number instanceof Long) {
            return LONG;
        } else if (number instanceof Double) {
            return DOUBLE;
        } else if (number instanceof Float) {
            return FLOAT;
        } else if (number instanceof Short) {
            return SHORT;
        } else if (number instanceof Byte) {
            return BYTE;
        }
        throw unknown(number);
    }

    private static CborException unknown(Object value) {
        return new CborException("expected a text, a boolean, a number or a list of them as characteristic, was a "
                + value.getClass().getName());
    }

    static WireInstance read(CborReader in) throws CborException {
        in.next();
        in.array(6);
        in.next();
        long id = in.int64();
        String module = Texts.read(in, Texts.NAME);
        in.next();
        int number = in.int32();
        in.next();
        int version = in.int32();
        String owner = Texts.read(in, Texts.LINE);
        Map<String, Object> characteristics = characteristics(in);
        in.end();
        return new WireInstance(id, module, number, version, owner, characteristics);
    }

    private static Map<String, Object> characteristics(CborReader in) throws CborException {
        in.next();
        int count = in.array();
        if (count % 2 != 0 || count > 2 * MOST) {
            throw new CborException(
                    "expected at most " + MOST + " characteristics with a value each, were " + count + " items");
        }
        Map<String, Object> read = new LinkedHashMap<>();
        for (int i = 0; i < count; i += 2) {
            String name = Texts.read(in, Texts.NAME);
            if (read.put(name, value(in, /* mayBeList= */ true)) != null) {
                throw new CborException("expected each characteristic once, was again " + CborException.quote(name));
            }
        }
        in.end();
        return Collections.unmodifiableMap(read);
    }

    private static Object value(CborReader in, boolean mayBeList) throws CborException {
        in.next();
        in.array(2);
        in.next();
        int kind = (int) in.integer(TEXT, mayBeList ? LIST : DOUBLE);
        in.next();
        Object value = switch (kind) {
            case TEXT -> Texts.current(in, Texts.LONG);
            case BOOLEAN -> in.bool();
            case BYTE -> (byte) in.integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> (short) in.integer(Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> in.int32();
            case LONG -> in.int64();
            case FLOAT -> in.float32();
            case DOUBLE -> in.float64();
            default -> list(in);
        };
        in.end();
        return value;
    }

    private static List<Object> list(CborReader in) throws CborException {
        int count = in.array();
        List<Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(value(in, /* mayBeList= */ false));
        }
        in.end();
        return List.copyOf(list);
    }
}
