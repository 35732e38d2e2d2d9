// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.nmr.registrar.core.Registrar;

/**
 * Defines the classes of the given packages itself: those with the given prefixes with probes, the others as they are.
 */
final class InstrumentedLoader extends ClassLoader {
    static final List<String> CORE = List.of(
            "org.nmr.registrar.core.",
            "org.nmr.registrar.unload.",
            "org.nmr.registrar.call.",
            "org.nmr.registrar.view.",
            "org.nmr.registrar.report.",
            "org.nmr.registrar.text.");

    /** Enters a method very often, and changes nothing. */
    private static final String WITHOUT = ".Headroom";

    private static final String RIG = "org.nmr.registrar.injection.rig.";

    static {
        registerAsParallelCapable();
    }

    private final List<String> instrumented;
    private final ToIntFunction<String> sites;

    InstrumentedLoader(List<String> instrumented, ToIntFunction<String> sites) {
        super(InstrumentedLoader.class.getClassLoader());
        this.instrumented = instrumented;
        this.sites = sites;
    }

    /** Returns a loader of the core, all of whose classes are initialized: no run is the first to do it. */
    static InstrumentedLoader ofCore() throws IOException, ReflectiveOperationException {
        InstrumentedLoader loader = new InstrumentedLoader(CORE, Probe::site);
        Path classes = Path.of(Registrar.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        for (String prefix : CORE) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(classes.resolve(prefix.replace('.', '/')), "*.class")) {
                for (Path file : files) {
                    String name = file.getFileName().toString().replace(".class", "");
                    if (!name.equals("package-info")) {
                        Class.forName(prefix + name, /* initialize= */ true, loader);
                    }
                }
            }
        }
        return loader;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean isCore = instrumented.stream().anyMatch(name::startsWith);
        if (!isCore && !name.startsWith(RIG)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name, isCore && !name.endsWith(WITHOUT));
        }
    }

    private Class<?> define(String name, boolean probes) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = in.readAllBytes();
            byte[] made = probes ? Instrumenter.instrument(code, sites) : code;
            return defineClass(name, made, 0, made.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
