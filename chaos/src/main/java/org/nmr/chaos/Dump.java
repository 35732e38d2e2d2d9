// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Says to people what threads do. */
final class Dump {
    private Dump() {}

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** All threads, with all frames, and the locks they wait for. */
    static String ofAllThreads() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
                .map(Dump::of)
                .collect(Collectors.joining("\n"));
    }

    private static String of(ThreadInfo thread) {
        String frames = Arrays.stream(thread.getStackTrace())
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
        return "\"" + thread.getThreadName() + "\" " + thread.getThreadState() + " on " + thread.getLockName() + " of "
                + thread.getLockOwnerName() + frames;
    }
}
