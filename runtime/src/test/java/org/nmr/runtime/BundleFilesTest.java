// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFilesTest {
    @TempDir
    Path folder;

    @Test
    void check_bundle_isAccepted() throws IOException {
        Path jar = jar("Bundle-SymbolicName");
        assertDoesNotThrow(() -> BundleFiles.check(List.of(jar)));
    }

    @Test
    void check_jarThatIsNoBundle_isRefused() throws IOException {
        Path jar = jar("Something-Else");
        assertEquals(
                "cannot use " + jar + ": expected a bundle, but its manifest has no Bundle-SymbolicName", refusal(jar));
    }

    @Test
    void check_noFile_isRefused() {
        Path missing = folder.resolve("missing.jar");
        assertEquals("cannot use " + missing + ": there is no such file", refusal(missing));
    }

    @Test
    void check_folder_isRefused() {
        assertEquals("cannot use " + folder + ": expected a readable file", refusal(folder));
    }

    @Test
    void check_fileThatIsNoJar_isRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "hello");
        assertTrue(refusal(text).startsWith("cannot use " + text + ": expected a jar, but "));
    }

    @Test
    void printable_anyText_isOneVisibleLine() {
        assertEquals("a?b?[2Jc?d?e?f?g?h", BundleFiles.printable("a\nb\u001b[2Jc\u2028d\u202ee\u0085f\u009bg\ud800h"));
        assertEquals("\u00e4 \ud83d\ude00", BundleFiles.printable("\u00e4 \ud83d\ude00"));
    }

    @Test
    void createFolder_missing_isCreated() throws UsageException {
        Path missing = folder.resolve("a").resolve("b");
        BundleFiles.createFolder(missing);
        assertTrue(Files.isDirectory(missing));
    }

    @Test
    void createFolder_file_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        UsageException thrown = assertThrows(UsageException.class, () -> BundleFiles.createFolder(file));
        assertTrue(thrown.getMessage().startsWith("cannot create the load folder " + file + ": "));
    }

    private static String refusal(Path jar) {
        return assertThrows(UsageException.class, () -> BundleFiles.check(List.of(jar)))
                .getMessage();
    }

    private Path jar(String header) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(header, "a.name");
        Path jar = folder.resolve("some.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
