// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What instrumented code calls at each site: counts, and throws at the site that it is armed for.
 *
 * <p>Static, because instrumented code finds it by name; armed for one thread only, and by one test at a time. A hit
 * allocates nothing, so that it changes nothing of what it looks at.
 */
public final class Probe {
    /**
     * So many errors are ready: one that handlers meet again while they add it to itself would be another exception.
     */
    private static final int READY = 64;

    /** So often an Error that stays comes; then there is room again, as in a wait that goes on long enough. */
    private static final int STAYS = 1_000;

    private static final List<String> SITES = new ArrayList<>();
    private static final Error[] ERRORS = new Error[READY];

    private static volatile Thread armed;
    private static int left;
    private static int hits;
    private static int thrown;
    private static boolean stays;
    private static int site;
    private static StackTraceElement[] place;
    private static boolean wantsPlace;

    private Probe() {}

    /** Makes a site known; returns its number. */
    static synchronized int site(String name) {
        SITES.add(name);
        return SITES.size() - 1;
    }

    /** Gets ready for one run: the index counts the hits of this thread while it is armed. */
    static void prepare(Mode mode, int index, boolean withPlace) {
        for (int i = 0; i < READY; i++) {
            ERRORS[i] = mode.newError(index + i);
        }
        left = index;
        hits = 0;
        thrown = 0;
        stays = mode == Mode.STAYS;
        site = -1;
        place = null;
        wantsPlace = withPlace;
    }

    /** The hits of this thread count from now on. */
    public static void arm() {
        armed = Thread.currentThread();
    }

    /** No hit counts from now on. */
    public static void disarm() {
        armed = null;
    }

    /** Called by instrumented code. */
    public static void hit(int number) {
        if (armed == Thread.currentThread()) {
            count(number);
        }
    }

    private static void count(int number) {
        hits++;
        if (left-- > 0 || thrown >= (stays ? STAYS : 1)) {
            return;
        }
        if (thrown == 0) {
            site = number;
            if (wantsPlace) {
                place = new Throwable().getStackTrace();
            }
        }
        LockSupport.unpark(armed); // who pauses after an Error does not pause here
        throw ERRORS[thrown++ % READY];
    }

    static boolean hasThrown() {
        return thrown > 0;
    }

    static int hits() {
        return hits;
    }

    /** The name of the first site that has thrown. */
    static String thrownAt() {
        return site < 0 ? "nowhere" : SITES.get(site);
    }

    /** The stack at the first site that has thrown, if it was wanted. */
    static List<StackTraceElement> place() {
        return place == null ? List.of() : List.of(place);
    }

    /** Whether this is one of the errors that were made for this run. */
    public static boolean isInjected(Throwable thrown) {
        for (Error error : ERRORS) {
            if (error == thrown) {
                return true;
            }
        }
        return false;
    }
}
