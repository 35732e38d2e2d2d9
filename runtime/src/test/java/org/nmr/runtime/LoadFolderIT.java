// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.runtime.NmrJar.awaitLine;
import static org.nmr.runtime.NmrJar.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.runtime.bundle.PendingActivator;

/** A module of the load folder that does not end: others are loaded meanwhile, and it is said who holds it up. */
@Timeout(300)
class LoadFolderIT {
    private static final String NESTED = PendingActivator.class.getName().replace('.', '/');

    @TempDir
    Path folder;

    private Path load;
    private Path stuck;
    private Path open;

    /** Writes a bundle beside the folder and moves it there, so that it is never seen half. */
    private void module(Path target, String name, String version, String until) throws IOException {
        Manifest manifest = new Manifest();
        Map<String, String> headers = Map.of(
                "Manifest-Version",
                "1.0",
                "Bundle-ManifestVersion",
                "2",
                "Bundle-SymbolicName",
                name,
                "Bundle-Version",
                version,
                "Bundle-Activator",
                PendingActivator.class.getName(),
                "Import-Package",
                "org.nmr,org.osgi.framework");
        headers.forEach(manifest.getMainAttributes()::putValue);
        if (!until.isEmpty()) {
            manifest.getMainAttributes().putValue("Pending-Until", until);
        }
        Path written = Files.createTempFile(folder, name, ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(written), manifest)) {
            for (String type : List.of(NESTED + ".class", NESTED + "$1.class")) {
                jar.putNextEntry(new ZipEntry(type));
                try (InputStream bytes = PendingActivator.class.getClassLoader().getResourceAsStream(type)) {
                    bytes.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private void talk(NmrJar.Talk talk) throws Exception {
        load = Files.createDirectory(folder.resolve("load"));
        stuck = load.resolve("stuck.jar");
        open = folder.resolve("open");
        module(load.resolve("peer.jar"), "peer", "1.0.0", "");
        module(stuck, "stuck", "1.0.0", open.toString());
        new NmrJar(folder).talk(load, (output, input) -> {
            awaitLine(output, "lists the commands");
            try {
                talk.run(output, input);
            } finally {
                if (!Files.exists(open)) {
                    Files.createFile(open); // or the end would wait, too
                }
            }
        });
    }

    private void awaitOtherLoaded(BufferedReader output) throws IOException {
        Path other = Jars.write(load.resolve("other.jar"), "other", "1.0.0");
        awaitLine(output, "Started bundle: " + other.toUri().toURL());
    }

    @Test
    void removed_stuck_isSaidAndOthersAreLoadedUntilItGoes() throws Exception {
        talk((output, input) -> {
            Files.delete(stuck);
            List<String> seen = awaitLine(output, " (stuck) is not removed yet: ");
            assertTrue(seen.get(seen.size() - 1).contains("stuck"), seen::toString);
            assertTrue(seen.stream().noneMatch(line -> line.contains("Failed to uninstall")), seen::toString);
            awaitOtherLoaded(output);
            type(input, "lb -s stuck");
            awaitLine(output, "Active ");
            Files.createFile(open);
            awaitLine(output, " (stuck) have ended");
            awaitLine(output, "Uninstalling bundle ");
        });
    }

    @Test
    void replaced_stuck_isSaidAndUpdatedWhenItHasEnded() throws Exception {
        talk((output, input) -> {
            module(stuck, "stuck", "1.0.1", open.toString());
            awaitLine(output, " (stuck) is not updated yet: ");
            awaitOtherLoaded(output);
            Files.createFile(open);
            awaitLine(output, "Updating bundle ");
            awaitLine(output, "Started bundle: " + stuck.toUri().toURL());
            type(input, "lb -s stuck");
            awaitLine(output, "1.0.1");
        });
    }

    @Test
    void removed_stuckAndPutBack_isLoadedAgain() throws Exception {
        talk((output, input) -> {
            Files.delete(stuck);
            awaitLine(output, " (stuck) is not removed yet: ");
            module(stuck, "stuck", "1.0.2", open.toString());
            awaitOtherLoaded(output);
            Files.createFile(open);
            awaitLine(output, "Uninstalling bundle ");
            awaitLine(output, "Started bundle: " + stuck.toUri().toURL());
        });
    }
}
