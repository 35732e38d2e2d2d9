// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** A file that is a bundle which is there already is kept away, until that bundle has gone. */
class DoublesTest {
    @RegisterExtension
    final EmptyFelix felix = new EmptyFelix();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Doubles doubles;

    @BeforeEach
    void make() {
        doubles = new Doubles(
                felix.context(), folder, new PrintStream(bytes, /* autoFlush= */ true, StandardCharsets.UTF_8));
    }

    private Path jar(String file, String name, String version) throws Exception {
        return Jars.write(folder.resolve(file), name, version);
    }

    private Bundle install(Path file) throws Exception {
        return felix.context().installBundle(file.toUri().toURL().toString());
    }

    private Object canHandle(Path file) throws Exception {
        return doubles.invoke(this, Asks.class.getMethod("canHandle", File.class), new Object[] {file.toFile()});
    }

    /** Has the name of the method that File Install calls. */
    interface Asks {
        boolean canHandle(File file);
    }

    @Test
    void canHandle_otherBundle_isLeftToFileInstall() throws Exception {
        install(jar("a.jar", "client", "1.0.0"));
        assertEquals(false, canHandle(folder.resolve("a.jar")));
        assertEquals(false, canHandle(jar("b.jar", "client", "1.0.1")));
        assertEquals(false, canHandle(jar("c.jar", "other", "1.0.0")));
        assertEquals(false, canHandle(Files.writeString(folder.resolve("d.jar"), "garbage")));
        assertEquals("", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void canHandle_installedFromAnotherFile_isSaidOnce() throws Exception {
        Path first = jar("z.jar", "client;singleton:=true", "1.0.0");
        install(first);
        Path second = jar("a.jar", "client", "1.0");
        assertEquals(true, canHandle(second));
        assertEquals(true, canHandle(second));
        assertEquals(
                "nmr: " + second + " is not loaded: it is client 1.0.0, which is there already as bundle 1, from "
                        + first
                        + ". Delete one of the files; to update the bundle, overwrite that file"
                        + System.lineSeparator(),
                bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void canHandle_installedOtherwise_saysWhatToDo() throws Exception {
        felix.install("client", "1.0.0");
        assertEquals(true, canHandle(jar("a.jar", "client", "1.0.0")));
        assertTrue(bytes.toString(StandardCharsets.UTF_8)
                .contains("as bundle 1. Delete the file, or give it another version; \"lb -l\" shows"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@example.org/client.jar",
                "HTTPS://user:secret@EXAMPLE.org/client.jar",
                "jar:https://user:secret@example.org/all.jar!/client.jar",
                "reference:file://user:secret@host/client.jar",
                "file://user:secret@host/client.jar",
                "file:/client.jar?password=secret",
                "mvn:org.example/client?token=secret#secret",
                "user:secret@example.org"
            })
    void canHandle_installedFromALocationWithAPassword_doesNotShowIt(String location) throws Exception {
        Path first = jar("first.jar", "client", "1.0.0");
        try (InputStream content = Files.newInputStream(first)) {
            felix.context().installBundle(location, content);
        }
        Files.delete(first);
        assertEquals(true, canHandle(jar("a.jar", "client", "1.0.0")));
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("which is there already as bundle 1"), said);
        assertFalse(said.contains("secret") || said.contains("user"), said);
    }

    @Test
    void canHandle_noneIsInstalledYet_firstByNameIs() throws Exception {
        Path first = jar("a.jar", "client", "1.0.0");
        Path second = jar("b.jar", "client", "1.0.0");
        assertEquals(true, canHandle(second));
        assertEquals(false, canHandle(first));
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("it is client 1.0.0, and so is " + first));
    }

    @Test
    void look_otherHasGone_fileIsTouchedOnce() throws Exception {
        Bundle bundle = install(jar("a.jar", "client", "1.0.0"));
        Path second = jar("b.jar", "client", "1.0.0");
        assertEquals(true, canHandle(second));
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(second, before);
        doubles.look();
        assertEquals(before, Files.getLastModifiedTime(second));
        Files.delete(folder.resolve("a.jar"));
        bundle.uninstall();
        doubles.look();
        assertTrue(Files.getLastModifiedTime(second).compareTo(before) > 0);
        assertEquals(false, canHandle(second));
        Files.setLastModifiedTime(second, before);
        doubles.look();
        assertEquals(before, Files.getLastModifiedTime(second));
    }

    /** Each file is read a few times, not once for each other file. */
    @Test
    @Timeout(60)
    void canHandle_manyNewFiles_costsWhatTheyAre() throws Exception {
        for (int i = 0; i < 3000; i++) {
            jar("b" + i + ".jar", "b" + i, "1.0.0");
        }
        Path last = jar("z.jar", "b7", "1.0.0");
        for (int i = 0; i < 3000; i++) {
            assertEquals(false, canHandle(folder.resolve("b" + i + ".jar")));
        }
        assertEquals(true, canHandle(last));
    }

    /** File Install takes it as changed; a touch would make it load the same bundle twice. */
    @Test
    void look_overwrittenByAnotherBundle_isNotTouched() throws Exception {
        install(jar("a.jar", "client", "1.0.0"));
        Path second = jar("b.jar", "client", "1.0.0");
        assertEquals(true, canHandle(second));
        jar("b.jar", "client", "2.0.0");
        assertEquals(false, canHandle(second));
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(second, before);
        doubles.look();
        assertEquals(before, Files.getLastModifiedTime(second));
    }

    @Test
    void look_fileHasGone_nothingIsMade() throws Exception {
        install(jar("a.jar", "client", "1.0.0"));
        Path second = jar("b.jar", "client", "1.0.0");
        assertEquals(true, canHandle(second));
        Files.delete(second);
        doubles.look();
        assertTrue(Files.notExists(second));
        assertEquals(Optional.empty(), doubles.other(second));
    }
}
