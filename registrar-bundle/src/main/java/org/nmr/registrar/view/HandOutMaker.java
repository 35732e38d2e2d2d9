// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.HandOut;
import org.nmr.registrar.text.ForeignText;

/**
 * Makes the views of one type that is handed out. Public for the generated views.
 *
 * @param type the declared type
 * @param name its name, for reports
 * @param isClosable whether the object is in flight until it is closed
 * @param constructor {@code (HandOut) Object}
 */
public record HandOutMaker(Class<?> type, String name, boolean isClosable, MethodHandle constructor) {
    HandOutMaker(Class<?> type, MethodHandle constructor) {
        this(type, ForeignText.of(type.getName()), AutoCloseable.class.isAssignableFrom(type), constructor);
    }

    /**
     * Begins to hand out, before the method is called and inside its hold.
     *
     * @param guard counts the method's call
     * @param by whose method it is; null for one of the dispatch
     * @param maker makes the view
     * @param what the method, for reports
     * @return what is handed out
     */
    public static HandOut<?> begin(Guard<?> guard, @Nullable HandOut<?> by, HandOutMaker maker, String what) {
        return HandOut.begin(guard, by, maker.name, maker.isClosable, what);
    }

    /**
     * Hands out.
     *
     * @param result what the method has returned
     * @param out where the view has put it
     * @param maker makes the view
     * @return what the caller gets
     * @throws ClassCastException if it is not of the declared type, which only unchecked code can return
     */
    public static @Nullable Object give(@Nullable Object result, HandOut<?> out, HandOutMaker maker) {
        Object known = result == null ? null : out.viewAbove(result);
        if (result == null || maker.type.isInstance(known)) {
            out.closed();
            return known;
        }
        if (!maker.type.isInstance(result)) {
            throw new ClassCastException(out + ": expected an object of this type, was one of "
                    + ForeignText.of(result.getClass().getName()));
        }
        Object view = maker.make(out);
        out.given(view);
        return view;
    }

    private Object make(HandOut<?> out) {
        try {
            return (Object) constructor.invokeExact(out);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the constructor of a view declares no exception", e);
        }
    }
}
