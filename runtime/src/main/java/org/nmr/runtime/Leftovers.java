// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Removes what killed runtimes left in the temporary folder: the folders of this user whose lock nobody holds.
 *
 * <p>Others may write into the temporary folder, too. So each folder is opened once, without following a link, and
 * everything in it is looked at and deleted relative to what was opened. A link that takes its place meanwhile leads
 * nowhere. A folder without the lock's file is left alone: a runtime may be about to create that file.
 */
final class Leftovers {
    private final Path parent;
    private final UserPrincipal user;

    private Leftovers(Path parent, UserPrincipal user) {
        this.parent = parent;
        this.user = user;
    }

    /**
     * Removes them. Those that cannot be read or deleted stay; so do all if the file system has no safe way to look.
     *
     * @param parent the temporary folder
     * @param own the folder of this runtime, which tells who the user is
     */
    static void remove(Path parent, Path own) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Storage.PREFIX + "*")) {
            if (folders instanceof SecureDirectoryStream<Path> secure) {
                Leftovers leftovers = new Leftovers(parent, Files.getOwner(own, LinkOption.NOFOLLOW_LINKS));
                for (Path folder : secure) {
                    // Its own lock would be lost: the operating system drops it when any channel of it is closed.
                    if (!folder.getFileName().equals(own.getFileName())) {
                        leftovers.attempt(secure, folder.getFileName());
                    }
                }
            }
        } catch (IOException e) {
            return; // the next start looks again
        }
    }

    /** One that cannot be removed must not keep the others. */
    private void attempt(SecureDirectoryStream<Path> temporary, Path name) {
        if (!Storage.isFolder(parent.resolve(name))) {
            return;
        }
        try (SecureDirectoryStream<Path> folder = temporary.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            if (isOurs(folder) && isLockFile(folder) && removeContents(folder)) {
                temporary.deleteDirectory(name);
            }
        } catch (IOException e) {
            return; // gone meanwhile, of another user, or a link by now
        }
    }

    private boolean isOurs(SecureDirectoryStream<Path> folder) throws IOException {
        return folder.getFileAttributeView(FileOwnerAttributeView.class)
                .getOwner()
                .equals(user);
    }

    private static boolean isLockFile(SecureDirectoryStream<Path> folder) throws IOException {
        return attributes(folder, Path.of(Storage.LOCK)).isRegularFile();
    }

    /** Returns false if a process holds the lock. */
    private static boolean removeContents(SecureDirectoryStream<Path> folder) throws IOException {
        Path lockFile = Path.of(Storage.LOCK);
        try (FileChannel channel = open(folder, lockFile);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            removeAll(folder, Set.of(lockFile));
            folder.deleteFile(lockFile);
            return true;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private static FileChannel open(SecureDirectoryStream<Path> folder, Path file) throws IOException {
        return (FileChannel) folder.newByteChannel(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private static void removeAll(SecureDirectoryStream<Path> folder, Set<Path> except) throws IOException {
        List<Path> names = new ArrayList<>();
        folder.forEach(each -> names.add(each.getFileName()));
        names.removeAll(except);
        for (Path name : names) {
            if (attributes(folder, name).isDirectory()) {
                try (SecureDirectoryStream<Path> inner = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    removeAll(inner, Set.of());
                }
                folder.deleteDirectory(name);
            } else {
                folder.deleteFile(name);
            }
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }
}
