// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be loaded is said in one line, once. */
class LoadFolderTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private LoadFolder load;

    @BeforeEach
    void make() {
        load = new LoadFolder(folder, new PrintStream(bytes, /* autoFlush= */ true, StandardCharsets.UTF_8));
    }

    private List<String> look() {
        bytes.reset();
        load.look();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    }

    private Path jar(String name, String header) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(header, "x");
        Path jar = folder.resolve(name);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return old(jar);
    }

    private void assertOneLine(Path file, String what) {
        List<String> lines = look();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("nmr: cannot use " + file + ": " + what), lines::toString);
        assertEquals(List.of(), look());
    }

    @Test
    void look_garbage_isSaidOnce() throws IOException {
        assertOneLine(old(Files.writeString(folder.resolve("a.jar"), "garbage")), "expected a jar, but ZipException");
    }

    @Test
    void look_empty_isSaidOnce() throws IOException {
        assertOneLine(old(Files.createFile(folder.resolve("a.jar"))), "expected a jar, but ZipException");
    }

    @Test
    void look_halfJar_isSaidOnce() throws IOException {
        Path jar = jar("a.jar", "Bundle-SymbolicName");
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertOneLine(old(jar), "expected a jar, but ZipException");
    }

    @Test
    void look_linkThatLeadsNowhere_isSaidOnce() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a.jar"), folder.resolve("missing"));
        assertEquals(List.of(), look()); // just made
        assertOneLine(link, "the link leads nowhere");
    }

    @Test
    void look_jarThatIsNoBundle_isSaidOnce() throws IOException {
        assertOneLine(jar("a.jar", "Other"), "expected a bundle, but its manifest has no Bundle-SymbolicName");
    }

    @Test
    void look_folder_isSaidOnce() throws IOException {
        assertOneLine(old(Files.createDirectory(folder.resolve("a"))), "expected a readable file");
    }

    @Test
    void look_bundlesConfigurationsAndHiddenFiles_areLeftToOthers() throws IOException {
        jar("a.jar", "Bundle-SymbolicName");
        old(Files.createFile(folder.resolve("a.cfg")));
        old(Files.createFile(folder.resolve("a.config")));
        old(Files.createFile(folder.resolve(".a.jar.swp")));
        Files.createSymbolicLink(folder.resolve("link.jar"), folder.resolve("a.jar"));
        assertEquals(List.of(), look());
        assertEquals(List.of(), look());
    }

    @Test
    void look_whileItIsCopied_waitsUntilItNoLongerChanges() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "P");
        assertEquals(List.of(), look());
        Files.writeString(jar, "PK");
        assertEquals(List.of(), look());
        assertOneLine(jar, "expected a jar");
        jar("a.jar", "Bundle-SymbolicName");
        assertEquals(List.of(), look());
    }

    @Test
    void look_changedAndStillWrong_isSaidAgain() throws IOException {
        Path jar = old(Files.writeString(folder.resolve("a.jar"), "garbage"));
        assertOneLine(jar, "expected a jar");
        assertOneLine(old(Files.writeString(jar, "more garbage")), "expected a jar");
    }

    @Test
    void look_nameOfTwoLines_isOneLine() throws IOException {
        old(Files.writeString(folder.resolve("a\nnmr: all is well.jar"), "garbage"));
        assertEquals(1, look().size());
    }

    @Test
    void look_many_areCounted() throws IOException {
        for (int i : IntStream.range(0, 25).toArray()) {
            old(Files.writeString(folder.resolve(i + ".jar"), "garbage"));
        }
        List<String> lines = look();
        assertEquals(21, lines.size());
        assertEquals("nmr: cannot use 5 more files in " + folder, lines.get(20));
    }

    @Test
    void look_folderIsGone_saysNothing() throws IOException {
        Files.delete(folder);
        assertEquals(List.of(), look());
        Files.createDirectory(folder);
    }
}
