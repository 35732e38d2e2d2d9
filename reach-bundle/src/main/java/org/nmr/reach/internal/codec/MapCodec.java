// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.CborReader;
import org.nmr.reach.internal.cbor.CborWriter;

/** Of {@code Map}: an array of a key, its value, the next key and so on, in the order of the map. */
final class MapCodec extends ValueCodec.OfReference {
    private final ValueCodec key;
    private final ValueCodec value;

    MapCodec(ValueCodec key, ValueCodec value) {
        super(Map.class);
        this.key = key;
        this.value = value;
    }

    @Override
    void writeValue(CborWriter out, Object map) throws CborException {
        List<@Nullable Object> items = new ArrayList<>(); // a copy: others may change the map
        Set<@Nullable Object> keys = new HashSet<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            @Nullable Object each = entry.getKey();
            requireOnce(keys.add(each), items.size());
            items.add(each);
            items.add(entry.getValue());
        }
        out.array(items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                codec(i).write(out, items.get(i));
            } catch (CborException wrong) {
                throw wrong.at(place(i));
            }
        }
        out.end();
    }

    @Override
    Map<@Nullable Object, @Nullable Object> readValue(CborReader in) throws CborException {
        int length = in.array();
        if (length % 2 != 0) {
            throw new CborException("expected a value for each key, were " + length + " items");
        }
        @Nullable Object[] keys = new Object[length / 2];
        @Nullable Object[] values = new Object[length / 2];
        for (int i = 0; i < length; i++) {
            in.next();
            try {
                (i % 2 == 0 ? keys : values)[i / 2] = codec(i).read(in);
            } catch (CborException wrong) {
                throw wrong.at(place(i));
            }
        }
        in.end();
        return map(keys, values);
    }

    private static Map<@Nullable Object, @Nullable Object> map(@Nullable Object[] keys, @Nullable Object[] values)
            throws CborException {
        if (keys.length <= 1) { // of few bytes many small maps can be made: none of them is large
            return keys.length == 0 ? Collections.emptyMap() : Collections.singletonMap(keys[0], values[0]);
        }
        Hashes.check(keys);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>(Hashes.capacity(keys.length));
        for (int i = 0; i < keys.length; i++) {
            map.put(keys[i], values[i]);
            requireOnce(map.size() == i + 1, 2 * i);
        }
        return Collections.unmodifiableMap(map);
    }

    private static void requireOnce(boolean isNew, int item) throws CborException {
        if (!isNew) {
            throw new CborException("expected each key once, was one again at entry " + item / 2);
        }
    }

    private ValueCodec codec(int item) {
        return item % 2 == 0 ? key : value;
    }

    private static String place(int item) {
        return (item % 2 == 0 ? "key of entry " : "value of entry ") + item / 2;
    }
}
