// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What threads write is two cache lines away from what other threads read, in whatever place the objects are. */
class PaddingTest {
    private static final long PAIR = 128;

    /** A header is at least this long. */
    private static final long HEADER = 8;

    @Test
    void slot_count_isFarFromTheThreadAndFromTheEnd() throws Exception {
        long calls = offset(CallCount.class.getDeclaredField("calls"));
        long referentEnd = offset(Reference.class.getDeclaredField("referent")) + Long.BYTES;
        assertTrue(calls - referentEnd >= PAIR - Long.BYTES, () -> referentEnd + " to " + calls);
        assertTrue(end(Slot.class) - calls >= PAIR - HEADER);
    }

    @Test
    void sharedSlot_owner_isFarFromBothEnds() throws Exception {
        for (String name : new String[] {"owner", "nested"}) {
            long written = offset(SlotOwner.class.getDeclaredField(name));
            assertTrue(written >= PAIR - HEADER, () -> name + " at " + written);
            assertTrue(end(SharedSlot.class) - written >= PAIR - HEADER, () -> name + " at " + written);
        }
    }

    private static long end(Class<?> type) throws ReflectiveOperationException {
        long last = 0;
        for (Field field : type.getDeclaredFields()) {
            last = Math.max(last, field.getType() == long.class ? offset(field) : 0);
        }
        return last + Long.BYTES;
    }

    private static long offset(Field field) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = Arrays.stream(unsafe.getDeclaredFields())
                .filter(each -> each.getType() == unsafe)
                .findFirst()
                .orElseThrow();
        instance.setAccessible(true);
        Method offset = unsafe.getMethod("objectFieldOffset", Field.class);
        return (long) offset.invoke(instance.get(null), field);
    }
}
