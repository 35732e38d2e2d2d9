// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class loader that loads some classes anew, as a bundle's class loader does, so that a test can watch the loader.
 *
 * <p>All other classes come from the loader of the first class.
 */
public final class ModuleClassLoader extends ClassLoader {
    private final Set<String> own;

    /**
     * Makes a loader that loads these classes and their nested classes itself.
     *
     * @param first a class that this loader loads itself
     * @param more other classes that this loader loads itself
     */
    public ModuleClassLoader(Class<?> first, Class<?>... more) {
        super(first.getClassLoader());
        own = Stream.concat(Stream.of(first), Stream.of(more))
                .map(Class::getName)
                .collect(Collectors.toSet());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!isOwn(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private boolean isOwn(String name) {
        return own.stream().anyMatch(mine -> name.equals(mine) || name.startsWith(mine + "$"));
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /**
     * Makes an object of one of the loader's own classes with its constructor without arguments.
     *
     * @param <T> the type of the object
     * @param original the class, as the test sees it
     * @param type a supertype of the class that this loader does not load itself
     * @return the object, whose class is not the original
     * @throws ReflectiveOperationException if the class has no such constructor, or if the constructor fails
     */
    public <T> T create(Class<? extends T> original, Class<T> type) throws ReflectiveOperationException {
        Constructor<?> constructor = loadClass(original.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance());
    }
}
