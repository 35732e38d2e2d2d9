// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Describes a method with the whole structure of its types, and makes the short hash of that. A record or an
 * enumeration is described where it is named first. docs/reach-protocol.md has the grammar.
 */
final class Digest {
    private static final int BYTES = 4;

    private final StringBuilder text = new StringBuilder();
    private final Set<ClosedType> described = new HashSet<>();

    private Digest() {}

    /** Returns the description. */
    static String describe(String name, List<ClosedType> parameters, ClosedType result)
            throws UnsupportedTypeException {
        Digest digest = new Digest();
        digest.text.append(name);
        digest.list('(', parameters, ')');
        digest.type(result);
        return digest.text.toString();
    }

    /** Returns the hash of a description: eight hexadecimal digits. */
    static String hash(String description) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(description.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) { // each Java has it
            throw new IllegalStateException("SHA-256: expected in each Java, was none", impossible);
        }
    }

    private void list(char open, List<ClosedType> types, char close) throws UnsupportedTypeException {
        text.append(open);
        for (int i = 0; i < types.size(); i++) {
            text.append(i == 0 ? "" : ",");
            type(types.get(i));
        }
        text.append(close);
    }

    private void type(ClosedType type) throws UnsupportedTypeException {
        if (type.raw().isArray()) {
            type(type.argument(0));
            text.append("[]");
            return;
        }
        text.append(type.raw().getName());
        if (!type.arguments().isEmpty()) {
            list('<', type.arguments(), '>');
        }
        boolean hasBody = (type.raw().isRecord() || type.raw().isEnum()) && !Codecs.isScalar(type);
        if (hasBody && described.add(type)) {
            body(type);
        }
    }

    private void body(ClosedType type) throws UnsupportedTypeException {
        text.append('{');
        if (type.raw().isEnum()) {
            text.append(String.join(",", EnumCodec.names(type.raw())));
        } else {
            String separator = "";
            for (RecordComponent each : type.raw().getRecordComponents()) {
                text.append(separator).append(each.getName()).append(':');
                type(type.part(each.getGenericType()));
                separator = ",";
            }
        }
        text.append('}');
    }
}
