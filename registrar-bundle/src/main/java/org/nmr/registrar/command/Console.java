// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/** What a command prints besides its result. Old shells have no processes. */
final class Console {
    /** The exit status of a command that was called in a wrong way. */
    private static final int MISUSE = 2;

    private Console() {}

    /**
     * Says what is wrong with the arguments in one line. An exception would come with its stack in the logs of some
     * shells.
     */
    static void complain(CommandSession session, String line) {
        PrintStream out = session.getConsole();
        try {
            out = InProcess.error(out);
        } catch (LinkageError old) {
            out.flush(); // the session's own console is as good
        }
        out.println(line);
        out.flush();
    }

    /** Whether the result of the command goes to the session's console, as far as can be known. */
    static boolean isShown() {
        try {
            return InProcess.isShown();
        } catch (LinkageError old) {
            return false;
        }
    }

    /** Apart, so that it is loaded only where the type is there. */
    private static final class InProcess {
        private InProcess() {}

        static PrintStream error(PrintStream otherwise) {
            Process process = Process.Utils.current();
            if (process == null) {
                return otherwise;
            }
            process.error(MISUSE);
            PrintStream error = process.err();
            return error == null ? otherwise : error;
        }

        static boolean isShown() {
            Process process = Process.Utils.current();
            return process != null && process.isTty(1);
        }
    }
}
