// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** The codecs of types that have no parts which the declaration names: the table of docs/reach-protocol.md. */
final class Scalars {
    private static final int UUID_BYTES = 16;

    private final Map<Class<?>, ValueCodec> codecs = new HashMap<>();

    private Scalars() {}

    /** Returns the codecs by type. */
    static Map<Class<?>, ValueCodec> all() {
        Scalars scalars = new Scalars();
        scalars.numbers();
        scalars.others();
        new Times(scalars).addAll();
        return Map.copyOf(scalars.codecs);
    }

    private void numbers() {
        integer(byte.class, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, value -> (byte) value);
        integer(short.class, Short.class, Short.MIN_VALUE, Short.MAX_VALUE, value -> (short) value);
        integer(int.class, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
        integer(long.class, Long.class, Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
        both(boolean.class, Boolean.class, CborWriter::bool, CborReader::bool);
        both(float.class, Float.class, CborWriter::float32, CborReader::float32);
        both(double.class, Double.class, CborWriter::float64, CborReader::float64);
        both(char.class, Character.class, (out, value) -> out.integer(value), in ->
                (char) in.integer(Character.MIN_VALUE, Character.MAX_VALUE));
        add(BigInteger.class, (out, value) -> out.bytes(value.toByteArray()), Scalars::bigInteger);
        add(BigDecimal.class, Scalars::writeDecimal, Scalars::decimal);
    }

    private void others() {
        codecs.put(void.class, new Nothing());
        codecs.put(Void.class, new Nothing());
        add(String.class, CborWriter::text, CborReader::text);
        add(byte[].class, CborWriter::bytes, CborReader::bytes);
        add(UUID.class, Scalars::writeUuid, Scalars::uuid);
        add(URI.class, (out, value) -> out.text(value.toString()), Scalars::uri);
    }

    /** Makes a box of an integer that fits. */
    private interface Boxing<T> {
        T box(long value);
    }

    private <T extends Number> void integer(Class<?> primitive, Class<T> box, long min, long max, Boxing<T> boxing) {
        both(primitive, box, (out, value) -> out.integer(value.longValue()), in -> boxing.box(in.integer(min, max)));
    }

    private <T> void both(Class<?> primitive, Class<T> box, Writing<T> writing, Reading<T> reading) {
        add(box, writing, reading);
        codecs.put(primitive, new OfPrimitive<>(box, writing, reading));
    }

    <T> void add(Class<T> type, Writing<T> writing, Reading<T> reading) {
        codecs.put(type, new OfScalar<>(type, writing, reading));
    }

    private static BigInteger bigInteger(CborReader in) throws CborException {
        byte[] bytes = in.bytes();
        if (bytes.length == 0) {
            throw new CborException("expected at least one byte of a BigInteger, was none");
        }
        return new BigInteger(bytes);
    }

    private static void writeDecimal(CborWriter out, BigDecimal value) throws CborException {
        out.array(2);
        out.integer(value.scale());
        out.bytes(value.unscaledValue().toByteArray());
        out.end();
    }

    private static BigDecimal decimal(CborReader in) throws CborException {
        in.array(2);
        in.next();
        int scale = in.int32();
        in.next();
        BigDecimal value = new BigDecimal(bigInteger(in), scale);
        in.end();
        return value;
    }

    private static void writeUuid(CborWriter out, UUID value) {
        out.bytes(ByteBuffer.allocate(UUID_BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array());
    }

    private static UUID uuid(CborReader in) throws CborException {
        byte[] bytes = in.bytes();
        if (bytes.length != UUID_BYTES) {
            throw new CborException("expected the " + UUID_BYTES + " bytes of a UUID, were " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static URI uri(CborReader in) throws CborException {
        String text = in.text();
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw new CborException("expected a URI, was " + CborException.quote(text), wrong);
        }
    }

    /** Writes a value that is not null. */
    interface Writing<T> {
        void write(CborWriter out, T value) throws CborException;
    }

    /** Reads a value from an item that is not null. */
    interface Reading<T> {
        T read(CborReader in) throws CborException;
    }

    private static final class OfScalar<T> extends ValueCodec.OfReference {
        private final Class<T> type;
        private final Writing<T> writing;
        private final Reading<T> reading;

        OfScalar(Class<T> type, Writing<T> writing, Reading<T> reading) {
            super(type);
            this.type = type;
            this.writing = writing;
            this.reading = reading;
        }

        @Override
        void writeValue(CborWriter out, Object value) throws CborException {
            writing.write(out, type.cast(value));
        }

        @Override
        Object readValue(CborReader in) throws CborException {
            return reading.read(in);
        }
    }

    private record OfPrimitive<T>(Class<T> box, Writing<T> writing, Reading<T> reading) implements ValueCodec {
        @Override
        public void write(CborWriter out, @Nullable Object value) throws CborException {
            if (!box.isInstance(value)) {
                throw ValueCodec.unexpected(box, value);
            }
            writing.write(out, box.cast(value));
        }

        @Override
        public Object read(CborReader in) throws CborException {
            return reading.read(in);
        }
    }

    /** Of {@code void} and {@code Void}. */
    private record Nothing() implements ValueCodec {
        @Override
        public void write(CborWriter out, @Nullable Object value) throws CborException {
            if (value != null) {
                throw ValueCodec.unexpected(Void.class, value);
            }
            out.nothing();
        }

        @Override
        public @Nullable Object read(CborReader in) throws CborException {
            if (!in.isNull()) {
                throw new CborException("expected null, because there is no result");
            }
            return null;
        }
    }
}
