// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * What Ctrl-C does while a command runs. By default the shell cancels the command, which it reports as an exception. It
 * does not wait for what the command still prints.
 */
interface Interrupts extends AutoCloseable {
    @Override
    void close();

    /** From now on Ctrl-C only interrupts this thread, until this is closed; without a terminal nothing changes. */
    static Interrupts ofThisThread(CommandSession session) {
        Object terminal = session.get(".terminal");
        return terminal == null ? () -> {} : AtTerminal.begin(terminal, Thread.currentThread());
    }

    /** Apart, because its package is there only where a terminal is. */
    final class AtTerminal {
        private AtTerminal() {}

        static Interrupts begin(Object shells, Thread command) {
            if (!(shells instanceof Terminal terminal)) {
                return () -> {};
            }
            SignalHandler before = terminal.handle(Signal.INT, signal -> command.interrupt());
            return () -> terminal.handle(Signal.INT, before);
        }
    }
}
