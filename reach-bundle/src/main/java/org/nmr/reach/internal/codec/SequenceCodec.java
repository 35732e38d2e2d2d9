// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** Values with elements of one type: an array of these. What is read is immutable, unless it is an array. */
abstract class SequenceCodec extends ValueCodec.OfReference {
    private final ValueCodec element;

    SequenceCodec(Class<?> type, ValueCodec element) {
        super(type);
        this.element = element;
    }

    void writeAll(CborWriter out, @Nullable Object[] elements) throws CborException {
        out.array(elements.length);
        for (int i = 0; i < elements.length; i++) {
            writeElement(out, i, elements[i]);
        }
        out.end();
    }

    void writeElement(CborWriter out, int index, @Nullable Object value) throws CborException {
        try {
            element.write(out, value);
        } catch (CborException wrong) {
            throw wrong.at("element " + index);
        }
    }

    @Nullable
    Object[] readAll(CborReader in) throws CborException {
        @Nullable Object[] elements = new Object[in.array()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = readElement(in, i);
        }
        in.end();
        return elements;
    }

    @Nullable
    Object readElement(CborReader in, int index) throws CborException {
        in.next();
        try {
            return element.read(in);
        } catch (CborException wrong) {
            throw wrong.at("element " + index);
        }
    }

    /** Of {@code List} and {@code Collection}. */
    static final class OfList extends SequenceCodec {
        OfList(Class<?> type, ValueCodec element) {
            super(type, element);
        }

        @Override
        void writeValue(CborWriter out, Object value) throws CborException {
            writeAll(out, ((Collection<?>) value).toArray()); // a copy: others may change the collection
        }

        @Override
        List<@Nullable Object> readValue(CborReader in) throws CborException {
            @Nullable Object[] elements = readAll(in);
            return elements.length == 0
                    ? Collections.emptyList()
                    : Collections.unmodifiableList(Arrays.asList(elements));
        }
    }

    /** Of {@code Set}. */
    static final class OfSet extends SequenceCodec {
        OfSet(ValueCodec element) {
            super(Set.class, element);
        }

        @Override
        void writeValue(CborWriter out, Object value) throws CborException {
            @Nullable Object[] elements = ((Collection<?>) value).toArray();
            requireDifferent(new HashSet<>(Arrays.asList(elements)), elements);
            writeAll(out, elements);
        }

        @Override
        Set<@Nullable Object> readValue(CborReader in) throws CborException {
            @Nullable Object[] elements = readAll(in);
            if (elements.length <= 1) { // of few bytes many small sets can be made: none of them is large
                return elements.length == 0 ? Collections.emptySet() : Collections.singleton(elements[0]);
            }
            Hashes.check(elements);
            Set<@Nullable Object> set = new LinkedHashSet<>(Hashes.capacity(elements.length));
            Collections.addAll(set, elements);
            requireDifferent(set, elements);
            return Collections.unmodifiableSet(set);
        }

        private static void requireDifferent(Set<?> set, @Nullable Object[] elements) throws CborException {
            if (set.size() != elements.length) {
                throw new CborException("expected a set, were " + elements.length + " elements of which only "
                        + set.size() + " are different");
            }
        }
    }

    /** Of arrays, except that of bytes. */
    static final class OfArray extends SequenceCodec {
        private final Class<?> component;

        OfArray(Class<?> component, ValueCodec element) {
            super(component.arrayType(), element);
            this.component = component;
        }

        @Override
        void writeValue(CborWriter out, Object value) throws CborException {
            if (value instanceof Object[] elements) {
                writeAll(out, elements);
                return;
            }
            int length = Array.getLength(value);
            out.array(length);
            for (int i = 0; i < length; i++) {
                writeElement(out, i, Array.get(value, i));
            }
            out.end();
        }

        @Override
        Object readValue(CborReader in) throws CborException {
            int length = in.array();
            Object array = Array.newInstance(component, length);
            for (int i = 0; i < length; i++) {
                Array.set(array, i, readElement(in, i));
            }
            in.end();
            return array;
        }
    }
}
