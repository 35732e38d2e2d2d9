// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The temporary folder of one runtime. While the process lives, it holds a lock on a file in the folder. The operating
 * system takes the lock away however the process ends, so {@link Leftovers} sees which folders belong to nobody.
 */
final class Storage {
    static final String PREFIX = "nmr-";
    static final String LOCK = "nmr.lock";

    private final Path folder;
    private final FileLock lock;

    private Storage(Path folder, FileLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Creates a folder that only this user can read. */
    static Storage create(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(parent, PREFIX);
        // The lock comes before the name, so that nobody sees a file of this name that is not locked yet.
        Path unnamed = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        Files.move(unnamed, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        return new Storage(folder, lock);
    }

    Path folder() {
        return folder;
    }

    /** Deletes everything, the file with the lock last: if this is interrupted, another runtime goes on with it. */
    void delete() throws IOException {
        Path lockFile = folder.resolve(LOCK);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(lockFile) && !file.equals(folder))
                    .toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(lockFile);
        lock.acquiredBy().close();
        Files.deleteIfExists(folder);
    }

    /** Tells whether this is a folder and no link to one. */
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
