// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;

/** Shows something again each second, until a key is pressed or the thread is interrupted. Changes nothing. */
final class Watch {
    private static final long INTERVAL = TimeUnit.SECONDS.toMillis(1);

    /** So often a key is looked for. */
    private static final long LOOK = 50;

    private static final String CLEAR = "\u001b[H\u001b[2J";

    /** Never opens: only a key, an interrupt or a closed console ends it. */
    private final CountDownLatch end = new CountDownLatch(1);

    private final CommandSession session;
    private final Terminal terminal;

    Watch(CommandSession session, Terminal terminal) {
        this.session = session;
        this.terminal = terminal;
    }

    /** Shows it so many times at most. An interrupt has done its work when this returns. */
    void show(Supplier<String> text, long times) throws IOException {
        PrintStream console = session.getConsole();
        try {
            for (long i = 0; i < times; i++) {
                console.println((terminal.isColoured() ? CLEAR : "") + text.get());
                console.flush();
                if (console.checkError() || (i + 1 < times && isEnded())) {
                    return;
                }
            }
        } catch (InterruptedException ended) {
            console.flush(); // as a key would have ended it
        }
    }

    private boolean isEnded() throws IOException, InterruptedException {
        InputStream keyboard = session.getKeyboard();
        for (long waited = 0; waited < INTERVAL; waited += LOOK) {
            if (keyboard != null && keyboard.available() > 0) {
                keyboard.read();
                return true;
            }
            if (end.await(LOOK, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
