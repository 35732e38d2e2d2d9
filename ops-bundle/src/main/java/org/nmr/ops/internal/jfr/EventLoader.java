// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jfr;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads the classes of our events anew. The JVM adds code to them that needs internal packages of JFR, which a bundle
 * cannot import: this loader finds them, all others come from the bundle.
 */
final class EventLoader extends ClassLoader {
    private static final String JFR = "jdk.jfr.";

    EventLoader(ClassLoader bundle) {
        super(bundle);
    }

    /** Returns the events, in classes of a new loader. */
    static RecordedEvents load() {
        try {
            return (RecordedEvents) new EventLoader(EventLoader.class.getClassLoader())
                    .loadClass(NmrEvents.class.getName())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the classes of the JFR events cannot be loaded", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(JFR)) {
            return getPlatformClassLoader().loadClass(name);
        }
        if (!name.startsWith(NmrEvent.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = code.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, getClass().getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
