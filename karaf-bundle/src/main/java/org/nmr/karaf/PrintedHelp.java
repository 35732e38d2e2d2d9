// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Prints the help of the commands where Karaf drops it. The commands return their text, which a console prints. Karaf's
 * {@code help nmr:why} runs {@code nmr:why --help} in a session of its own, which has nobody at its keyboard, and shows
 * only what was printed there.
 */
final class PrintedHelp implements CommandSessionListener {
    private static final Pattern HELP = Pattern.compile("\\s*(" + CompletedCommands.SCOPE + ":)?[a-z]+\\s+--help\\s*");

    /** How the help of each command begins. */
    private static final Pattern TEXT = Pattern.compile("(usage: )?" + CompletedCommands.SCOPE + ":");

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        // there is nothing to print yet
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception thrown) {
        // Karaf prints nothing, and looks for another help
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, @Nullable Object result) {
        if (hasNobody(session.getKeyboard())
                && HELP.matcher(command).matches()
                && result instanceof String text
                && TEXT.matcher(text).lookingAt()) {
            session.getConsole().println(text);
        }
    }

    private static boolean hasNobody(@Nullable InputStream keyboard) {
        return keyboard == null || keyboard instanceof ByteArrayInputStream;
    }
}
