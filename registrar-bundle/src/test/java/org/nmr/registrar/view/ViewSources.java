// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources while a test runs, into a class loader that sees the JDK and nothing of the registrar. */
final class ViewSources {
    private ViewSources() {}

    /** Compiles one file {@code foreign/Name.java}; other types in it come along. */
    static URLClassLoader compile(Path folder, String name, String source) throws IOException {
        Path file = folder.resolve("foreign").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package foreign;\n" + source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", folder.toString(), "-proc:none");
            assertTrue(
                    compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                            .call(),
                    "compiled");
        }
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }
}
