// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds variable handles. Public for the views. */
public final class Handles {
    private Handles() {}

    /**
     * Finds the handle of a field.
     *
     * @param lookup from inside the class that declares the field
     * @param owner that class
     * @param field the field's name
     * @param type the field's type
     * @return the handle
     */
    public static VarHandle find(MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
