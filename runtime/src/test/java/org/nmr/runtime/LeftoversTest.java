// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path folder;

    private Path temporary;
    private Path victim;
    private Storage own;

    @BeforeEach
    void create() throws Exception {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        victim = Files.createDirectory(folder.resolve("victim"));
        Files.writeString(victim.resolve("file"), "mine");
        own = Storage.create(temporary);
    }

    @AfterEach
    void delete() throws Exception {
        own.delete();
        assertFalse(Files.exists(own.folder()));
        assertEquals("mine", Files.readString(victim.resolve("file")));
    }

    @Test
    void remove_folderWhoseLockNobodyHolds_isRemovedWithAllThatIsInIt() throws Exception {
        Path dead = dead("nmr-1");
        Files.createDirectories(dead.resolve("bundles/bundle1"));
        Files.writeString(dead.resolve("bundles/bundle1/bundle.jar"), "jar");
        Files.createSymbolicLink(dead.resolve("bundles/link"), victim);
        Files.createSymbolicLink(dead.resolve("nowhere"), folder.resolve("missing"));

        remove();

        assertFalse(Files.exists(dead));
    }

    @Test
    void remove_ownFolder_stays() {
        remove();
        assertTrue(Files.exists(own.folder().resolve(Storage.LOCK)));
    }

    @Test
    void remove_folderWhoseLockIsHeld_stays() throws Exception {
        Path alive = dead("nmr-1");
        try (FileChannel channel = FileChannel.open(alive.resolve(Storage.LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            remove();
            assertTrue(lock.isValid());
            assertTrue(Files.exists(alive.resolve(Storage.LOCK)));
        }
    }

    /** A runtime may be between the creation of its folder and that of the file. */
    @Test
    void remove_folderWithoutLock_stays() throws Exception {
        Path young = Files.createDirectory(temporary.resolve("nmr-1"));
        remove();
        assertTrue(Files.exists(young));
    }

    @Test
    void remove_whatIsNoFolderOfARuntime_stays() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("nmr-1"), dead(folder, "dead"));
        Path file = Files.writeString(temporary.resolve("nmr-2"), "file");
        Path other = dead("other");
        Path linked = Files.createDirectory(temporary.resolve("nmr-3"));
        Files.createSymbolicLink(linked.resolve(Storage.LOCK), victim.resolve("file"));
        Path directory = Files.createDirectories(temporary.resolve("nmr-4").resolve(Storage.LOCK));

        remove();

        assertTrue(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(folder.resolve("dead").resolve(Storage.LOCK)));
        assertTrue(Files.exists(file));
        assertTrue(Files.exists(other));
        assertTrue(Files.exists(linked));
        assertTrue(Files.exists(directory));
    }

    @Test
    void remove_folderThatIsMissing_doesNothing() {
        Leftovers.remove(folder.resolve("missing"), own.folder());
        assertTrue(Files.exists(own.folder()));
    }

    private void remove() {
        Leftovers.remove(temporary, own.folder());
    }

    private Path dead(String name) throws Exception {
        return dead(temporary, name);
    }

    private static Path dead(Path parent, String name) throws Exception {
        Path dead = Files.createDirectory(parent.resolve(name));
        Files.createFile(dead.resolve(Storage.LOCK));
        return dead;
    }
}
