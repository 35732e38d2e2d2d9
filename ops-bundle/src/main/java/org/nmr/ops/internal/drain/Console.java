// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/** Where a command says that it was called in a wrong way. Old shells have no processes. */
final class Console {
    /** The exit status of such a command. */
    private static final int MISUSE = 2;

    private Console() {}

    /**
     * Says it in one line, without an exception: Gogo would print its class, and Karaf log its stack. Returns whether
     * there was a place for it.
     */
    static boolean complain(@Nullable CommandSession session, String line) {
        PrintStream out = session == null ? null : session.getConsole();
        try {
            out = InProcess.error(out);
        } catch (LinkageError old) {
            assert session == null || out != null : "a session has a console, which is as good";
        }
        if (out == null) {
            return false;
        }
        out.println(line);
        out.flush();
        return true;
    }

    /** Apart, so that it is loaded only where the type is there. */
    private static final class InProcess {
        private InProcess() {}

        static @Nullable PrintStream error(@Nullable PrintStream otherwise) {
            Process process = Process.Utils.current();
            if (process == null) {
                return otherwise;
            }
            process.error(MISUSE);
            PrintStream error = process.err();
            return error == null ? otherwise : error;
        }
    }
}
