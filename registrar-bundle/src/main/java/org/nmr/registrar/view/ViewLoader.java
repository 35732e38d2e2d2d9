// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;
import org.nmr.DetachedException;
import org.nmr.registrar.call.CallCount;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.HandOut;
import org.nmr.registrar.call.ListedCall;
import org.nmr.registrar.call.SlotOwner;

/**
 * The class loader of one view: a bridge between the loaders of its interfaces, which need not see the registrar, and
 * the registrar.
 *
 * <p>It lives as long as the view's class. Nothing of the interfaces' loaders refers to it.
 */
final class ViewLoader extends ClassLoader {
    static {
        // else the virtual machine holds this loader's monitor while the framework loads classes under its own locks
        registerAsParallelCapable();
    }

    /** A view only passes calls on: where permissions are enforced it takes none from those that call through it. */
    private static final ProtectionDomain UNRESTRICTED = unrestricted();

    /** The registrar's classes that views name. */
    static final Map<String, Class<?>> OWN = Stream.of(
                    View.class,
                    StandInView.class,
                    HandedOutView.class,
                    HandOut.class,
                    HandOutMaker.class,
                    Guard.class,
                    Call.class,
                    DetachedException.class,
                    AsyncCall.class,
                    CallCount.class,
                    SlotOwner.class,
                    ListedCall.class,
                    AsyncPromises.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

    /** Exactly these classes, whatever the loaders of the interfaces have under the names. */
    private final Map<String, Class<?>> known;

    /** Kept here, so that it lives as long as one view does; see {@link ViewFactory}. */
    private @Nullable Object maker;

    /** For a view of one interface, which sees all else that it names. */
    ViewLoader(Class<?> dispatch) {
        super(dispatch.getClassLoader());
        Map<String, Class<?>> all = new HashMap<>(OWN);
        all.put(dispatch.getName(), dispatch);
        known = Map.copyOf(all);
    }

    /** For several interfaces, of which no one need see what the others do: {@code known} has all that they name. */
    ViewLoader(Map<String, Class<?>> known) {
        super(ClassLoader.getPlatformClassLoader());
        this.known = Map.copyOf(known);
    }

    Class<?> define(String name, byte[] code) {
        return defineClass(name, code, 0, code.length, UNRESTRICTED);
    }

    private static ProtectionDomain unrestricted() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return new ProtectionDomain(null, all);
    }

    void keep(Object newMaker) {
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
