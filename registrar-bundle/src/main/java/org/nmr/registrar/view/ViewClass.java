// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The class of a view.
 *
 * @param name its name; its package is its own, because that of an interface may be java.*, sealed or signed
 * @param parent {@link View}, {@link StandInView} or {@link HandedOutView}
 * @param interfaces what it implements
 * @param methods all methods of these
 */
record ViewClass(String name, Class<?> parent, List<Class<?>> interfaces, Collection<ViewMethod> methods) {
    static final String PACKAGE = "nmr.view.";

    /**
     * Defines and links it.
     *
     * @param handOuts what it hands out
     * @param tooLarge explains that it does not fit into one class file
     * @return its constructor, with the parameters of the parent's and the result Object
     * @throws IllegalArgumentException if it is too large
     */
    MethodHandle define(ViewLoader loader, HandOutClasses handOuts, Supplier<String> tooLarge) {
        Class<?> type = loader.define(name, generate(tooLarge));
        try {
            Class.forName(name, /* initialize= */ true, loader);
            MethodType constructor = MethodType.methodType(void.class, ViewGenerator.parameters(parent));
            MethodHandle made = MethodHandles.publicLookup()
                    .findConstructor(type, constructor)
                    .asType(constructor.changeReturnType(Object.class));
            setPromises(type);
            type.getField(ViewGenerator.HAND_OUTS).set(null, handOuts.makers(methods));
            return made;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the generated " + type + " is not usable", e);
        }
    }

    private byte[] generate(Supplier<String> tooLarge) {
        try {
            return new ViewGenerator(name, parent, interfaces).generate(methods);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) { // as ASM says it of constants
            throw new IllegalArgumentException(tooLarge.get(), e);
        }
    }

    private void setPromises(Class<?> type) throws ReflectiveOperationException {
        AsyncPromises promises = null;
        for (Class<?> each : promises()) {
            promises = AsyncPromises.of(each, promises);
        }
        type.getField(ViewGenerator.PROMISES).set(null, promises);
    }

    private Set<Class<?>> promises() {
        return methods.stream()
                .map(each -> AsyncKind.promise(each.result()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
