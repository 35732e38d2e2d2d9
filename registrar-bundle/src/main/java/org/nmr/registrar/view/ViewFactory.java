// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.ref.WeakReference;
import java.lang.reflect.MalformedParameterizedTypeException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Guard;

/**
 * Makes counted views: one class for each dispatch interface, one small object for each binding's side.
 *
 * <p>Thread safe. Interfaces are held weakly, and so are the functions: a function lives as long as somebody keeps it
 * or a view that it made. Foreign class loaders are asked for classes without any lock of the factory; two threads that
 * ask at the same time for a new interface both generate, and one class is kept.
 */
public final class ViewFactory {
    /** Guarded by itself. A function leads to its interface, so a strong one would keep its own key. */
    private final Map<Class<?>, WeakReference<ViewMaker<?>>> makers = new WeakHashMap<>();

    /** Makes a factory that knows no interface yet. */
    public ViewFactory() {}

    /**
     * Returns what makes the views of an interface.
     *
     * @param <D> the dispatch type
     * @param dispatch the dispatch interface
     * @return makes a view for a guard; keep it
     * @throws IllegalArgumentException if there is no view of the type, with the {@link #unsupportedReason}
     */
    public <D> Function<Guard<D>, D> of(Class<D> dispatch) {
        ViewMaker<D> known = known(dispatch);
        if (known != null) {
            return known;
        }
        try {
            return keep(dispatch, makeAsRegistrar(dispatch));
        } catch (LinkageError | TypeNotPresentException | MalformedParameterizedTypeException e) {
            throw new IllegalArgumentException(ViewRules.explain(dispatch, ViewRules.unlinked(e)), e);
        }
    }

    /**
     * Says why there is no view of a type; generates the view to find out.
     *
     * @param dispatch the dispatch type
     * @return the text for the exception, or null if there is a view
     */
    public @Nullable String unsupportedReason(Class<?> dispatch) {
        try {
            Objects.requireNonNull(of(dispatch), "maker");
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @SuppressWarnings("unchecked") // put under its own dispatch type
    private <D> @Nullable ViewMaker<D> known(Class<D> dispatch) {
        synchronized (makers) {
            WeakReference<ViewMaker<?>> maker = makers.get(dispatch);
            return maker == null ? null : (ViewMaker<D>) maker.get();
        }
    }

    private <D> ViewMaker<D> keep(Class<D> dispatch, ViewMaker<D> made) {
        synchronized (makers) {
            ViewMaker<D> first = known(dispatch);
            if (first != null) {
                return first;
            }
            makers.put(dispatch, new WeakReference<>(made));
            return made;
        }
    }

    /** The thread is that of a module, which need not be allowed to define classes. */
    @SuppressWarnings("removal") // where permissions are enforced there is no other way
    private <D> ViewMaker<D> makeAsRegistrar(Class<D> dispatch) {
        assert !Thread.holdsLock(makers);
        return AccessController.doPrivileged((PrivilegedAction<ViewMaker<D>>) () -> make(dispatch));
    }

    private static <D> ViewMaker<D> make(Class<D> dispatch) {
        refuse(dispatch, ViewRules.problem(dispatch));
        Collection<ViewMethod> methods = ViewMethod.of(List.of(dispatch), HandOutRule.MARKED);
        refuse(dispatch, ViewRules.problem(methods));
        refuse(dispatch, HandOutRule.problem(methods));
        ViewLoader loader = new ViewLoader(dispatch);
        HandOutClasses handOuts =
                new HandOutClasses(HandOutRule.MARKED, problem -> ViewRules.explain(dispatch, problem));
        ViewClass type = new ViewClass(ViewClass.PACKAGE + dispatch.getName(), View.class, List.of(dispatch), methods);
        ViewMaker<D> maker = new ViewMaker<>(
                dispatch,
                type.define(loader, handOuts, () -> ViewRules.explain(dispatch, ViewRules.tooLarge(dispatch))));
        handOuts.complete();
        loader.keep(maker);
        return maker;
    }

    private static void refuse(Class<?> dispatch, @Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException(ViewRules.explain(dispatch, problem));
        }
    }
}
