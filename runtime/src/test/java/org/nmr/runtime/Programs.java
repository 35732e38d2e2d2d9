// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * The only programs that a script of a test finds.
 *
 * @param folder the whole of its {@code PATH}
 */
record Programs(Path folder) {
    /** Makes these programs those that this process would find. */
    static Programs of(Path folder, String... names) throws IOException {
        Programs programs = new Programs(folder);
        for (String name : names) {
            programs.add(name, "exec " + find(name) + " \"$@\"");
        }
        return programs;
    }

    /** Makes one of a line of shell. */
    Path add(String name, String line) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + name + " on the PATH"));
    }
}
