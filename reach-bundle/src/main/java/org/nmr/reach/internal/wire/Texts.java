// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import java.util.ArrayList;
import java.util.List;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** Texts of messages and how long they may be, in UTF-16 units. */
final class Texts {
    /** Node, session, NPI, module id, name of a characteristic. */
    static final int NAME = 300;

    /** One line for an operator: a reason, an owner, a thread, a line of a stack, the name of a class. */
    static final int LINE = 1000;

    /** The signature of a method, the message of an exception, the text of a characteristic. */
    static final int LONG = 16 * 1024;

    private Texts() {}

    /** Writes a text that means something to the peer's program: it crosses as it is, or not at all. */
    static void exact(CborWriter out, String text, int longest) throws CborException {
        if (text.length() > longest) {
            throw new CborException("expected a text of at most " + longest + " characters, was one of " + text.length()
                    + ": " + CborException.quote(text));
        }
        out.text(text);
    }

    /** Writes a text for operators: it is cut if it is too long, and half surrogate pairs are replaced. */
    static void shown(CborWriter out, String text, int longest) throws CborException {
        String cut = text.length() > longest ? text.substring(0, longest) : text;
        StringBuilder valid = null;
        for (int i = 0; i < cut.length(); i++) {
            if (isHalf(cut, i)) {
                valid = valid == null ? new StringBuilder(cut) : valid;
                valid.setCharAt(i, '\ufffd');
            }
        }
        out.text(valid == null ? cut : valid.toString());
    }

    private static boolean isHalf(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    static String read(CborReader in, int longest) throws CborException {
        in.next();
        return current(in, longest);
    }

    static String current(CborReader in, int longest) throws CborException {
        String text = in.text();
        if (text.length() > longest) {
            throw new CborException(
                    "expected a text of at most " + longest + " characters, was one of " + text.length());
        }
        return text;
    }

    static List<String> list(CborReader in, int most, int longest) throws CborException {
        in.next();
        int count = in.array();
        if (count > most) {
            throw new CborException("expected at most " + most + " texts, were " + count);
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(read(in, longest));
        }
        in.end();
        return List.copyOf(texts);
    }
}
