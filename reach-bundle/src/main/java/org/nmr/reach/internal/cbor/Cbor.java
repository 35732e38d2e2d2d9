// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.cbor;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Opens readers and writers of one item. Stateless; the factory is immutable but for its pool of buffers. */
public final class Cbor {
    /** How deep arrays may nest, the outermost counted. */
    public static final int MAX_DEPTH = 64;

    /** Most frames of calls are shorter. */
    private static final int USUAL_LENGTH = 128;

    private static final CBORFactory FACTORY = CBORFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    private Cbor() {}

    /** Writes one item. */
    @FunctionalInterface
    public interface Encoding {
        /** Writes it. */
        void write(CborWriter out) throws CborException;
    }

    /**
     * Reads one item.
     *
     * @param <T> what it becomes
     */
    @FunctionalInterface
    public interface Decoding<T> {
        /** Reads it; the reader is at its first token. */
        T read(CborReader in) throws CborException;
    }

    /**
     * Encodes one item.
     *
     * @throws CborException if a value has no bytes
     */
    public static byte[] encode(Encoding encoding) throws CborException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
        try {
            // closed only if all went well: closing an array that is not full throws
            JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
            encoding.write(new CborWriter(generator));
            generator.close();
        } catch (JacksonException wrong) {
            throw new CborException(
                    "cannot be written as CBOR: " + wrong.getClass().getSimpleName(), wrong);
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes bytes that are one item.
     *
     * @throws CborException if they are not, or if it is not the expected one
     */
    public static <T> T decode(byte[] bytes, Decoding<T> decoding) throws CborException {
        Shape.check(bytes);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            CborReader reader = new CborReader(parser);
            reader.next();
            return decoding.read(reader);
        } catch (JacksonException wrong) {
            throw new CborException(
                    "cannot be read as CBOR: " + wrong.getClass().getSimpleName(), wrong);
        }
    }
}
