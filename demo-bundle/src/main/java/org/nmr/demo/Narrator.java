// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints what happens as it happens. Any thread may speak. */
final class Narrator {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    void act(String title) {
        System.out.println();
        say(title);
    }

    void say(String what) {
        System.out.println(TIME.format(LocalTime.now(ZoneId.systemDefault())) + "  " + what);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    /** Returns the number with its noun, in the plural unless it is one. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
