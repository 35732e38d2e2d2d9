// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Says in one line each what is in the load folder and cannot be loaded, because File Install passes over it without a
 * word. Confined to one thread at a time.
 */
final class LoadFolder {
    /** A file that was just changed may still be copied. */
    private static final long SETTLED_MILLIS = 2000;

    /** So many lines at a time; the rest is counted. */
    private static final int SHOWN = 20;

    private static final List<String> CONFIGURATIONS = List.of(".cfg", ".config");

    private final Path folder;
    private final PrintStream out;

    /** What was there at the last look, and whether it was judged. */
    private Map<Path, Seen> seen = new HashMap<>();

    LoadFolder(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** Whether no file is there that could be a bundle. */
    boolean isEmpty() {
        return files().isEmpty();
    }

    /** Judges what is new or changed, once it no longer changes. */
    void look() {
        Map<Path, Seen> now = new HashMap<>();
        int wrong = 0;
        for (Path file : files()) {
            Stamp stamp = stamp(file);
            Seen before = seen.get(file);
            boolean same = before != null && before.stamp().equals(stamp);
            boolean judged = before != null && same && before.judged();
            if (!judged && (same || stamp.isOld())) {
                judged = true;
                if (!isUsable(file, /* tell= */ wrong < SHOWN)) {
                    wrong++;
                }
            }
            now.put(file, new Seen(stamp, judged));
        }
        if (wrong > SHOWN) {
            out.println("nmr: cannot use " + (wrong - SHOWN) + " more files in " + folder);
        }
        seen = now;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !isLeftAlone(file)).sorted().toList();
        } catch (IOException e) {
            return List.of(); // File Install makes the folder again
        }
    }

    private static boolean isLeftAlone(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") || CONFIGURATIONS.stream().anyMatch(name::endsWith);
    }

    private boolean isUsable(Path file, boolean tell) {
        try {
            BundleFiles.check(file);
            return true;
        } catch (UsageException wrong) {
            if (tell) {
                out.println("nmr: " + BundleFiles.printable(String.valueOf(wrong.getMessage())));
            }
            return false;
        }
    }

    /** Of a link that leads nowhere those of the link. */
    private static Stamp stamp(Path file) {
        try {
            LinkOption[] options =
                    Files.exists(file) ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, options);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            return new Stamp(-1, FileTime.fromMillis(0));
        }
    }

    private record Stamp(long size, FileTime modified) {
        boolean isOld() {
            return System.currentTimeMillis() - modified.toMillis() > SETTLED_MILLIS;
        }
    }

    private record Seen(Stamp stamp, boolean judged) {}
}
