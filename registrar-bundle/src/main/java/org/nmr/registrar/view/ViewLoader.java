// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;
import org.nmr.registrar.call.CallCount;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.ListedCall;
import org.nmr.registrar.call.SlotOwner;

/**
 * The class loader of one view: a bridge between the interface's loader, which need not see the registrar, and the
 * registrar.
 *
 * <p>It lives as long as the view's class. Nothing of the interface's loader refers to it.
 */
final class ViewLoader extends ClassLoader {
    static {
        // else the virtual machine holds this loader's monitor while the framework loads classes under its own locks
        registerAsParallelCapable();
    }

    /** A view only passes calls on: where permissions are enforced it takes none from those that call through it. */
    private static final ProtectionDomain UNRESTRICTED = unrestricted();

    /**
     * All that a view names beyond {@code java.*}: exactly these classes, whatever the interface's loader has under the
     * names.
     */
    private final Map<String, Class<?>> known;

    /** Kept here, so that it lives as long as one view does; see {@link ViewFactory}. */
    private @Nullable Function<?, ?> maker;

    ViewLoader(Class<?> dispatch) {
        super(dispatch.getClassLoader());
        known = Stream.of(
                        dispatch,
                        View.class,
                        Guard.class,
                        Call.class,
                        AsyncCall.class,
                        CallCount.class,
                        SlotOwner.class,
                        ListedCall.class,
                        AsyncPromises.class)
                .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));
    }

    Class<?> define(String name, byte[] code) {
        return defineClass(name, code, 0, code.length, UNRESTRICTED);
    }

    private static ProtectionDomain unrestricted() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return new ProtectionDomain(null, all);
    }

    void keep(Function<?, ?> newMaker) {
        maker = newMaker;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> type = known.get(name);
        return type != null ? type : super.loadClass(name, resolve);
    }

    @Override
    public String toString() {
        return "loader of the counted view" + (maker == null ? "" : " " + maker);
    }
}
