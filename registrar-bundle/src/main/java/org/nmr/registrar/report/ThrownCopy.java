// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.text.Bounded;
import org.nmr.registrar.text.ForeignText;

/** Stands for an exception whose print would be too long for a record, or would forge lines of it. */
public final class ThrownCopy extends Throwable {
    private static final long serialVersionUID = 1L;

    /** So many frames of each exception are copied. */
    private static final int FRAMES = 25;

    /** So many exceptions of a chain are looked at; a chain may be a cycle. */
    private static final int CAUSES = 4;

    /** So many exceptions are looked at, with what they have suppressed. */
    private static final int LOOKED_AT = 100;

    /** The most bytes that a print has around the text of an exception: tabs, its role, and how many frames follow. */
    private static final int AROUND = 60;

    /** The same around a frame. */
    private static final int AROUND_A_FRAME = 10;

    /** What a print calls. */
    private static final Set<String> PRINTING =
            Set.of("toString", "getMessage", "getLocalizedMessage", "getCause", "getStackTrace", "printStackTrace");

    private final String text;

    private ThrownCopy(Throwable thrown, @Nullable Throwable cause, List<StackTraceElement> frames) {
        super(null, cause, /* enableSuppression= */ false, /* writableStackTrace= */ true);
        text = ForeignText.of(thrown);
        setStackTrace(frames.toArray(StackTraceElement[]::new));
    }

    /**
     * Whether printing an exception runs a module's code, which may block, or may take long: then that is left to
     * whoever writes records on a thread of its own.
     */
    public static boolean isForeign(Throwable thrown) {
        return isForeign(thrown, CAUSES, new AtomicInteger(LOOKED_AT));
    }

    private static boolean isForeign(@Nullable Throwable thrown, int more, AtomicInteger left) {
        if (thrown == null || more == 0) {
            return false;
        }
        if (left.decrementAndGet() < 0) {
            return true;
        }
        for (Class<?> type = thrown.getClass(); isOfModule(type); type = type.getSuperclass()) {
            if (overrides(type)) {
                return true;
            }
        }
        return isForeign(thrown.getCause(), more - 1, left)
                || Arrays.stream(thrown.getSuppressed()).anyMatch(each -> isForeign(each, more - 1, left));
    }

    /** The JDK's own count only if they are in its base: some of the others print an object that a module has given. */
    private static boolean isOfModule(Class<?> type) {
        return type.getModule() != Object.class.getModule();
    }

    /** A class that cannot be looked at is taken for one that does. */
    private static boolean overrides(Class<?> type) {
        try {
            return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> PRINTING.contains(method.getName()));
        } catch (LinkageError | RuntimeException incomplete) { // the class loader's, which may be a module's
            return true;
        }
    }

    /**
     * Returns the exception if it can be logged as it is, else a copy. Fails only if the exception's own methods do.
     *
     * @param room how many bytes it may be printed with, in UTF-8; the texts of a copy are there in any case
     */
    public static Throwable unlessPlain(Throwable thrown, int room) {
        boolean isPlain = roomAfter(thrown, new StackTraceElement[0], room, CAUSES) >= 0;
        return isPlain ? thrown : copy(thrown, room / CAUSES, CAUSES);
    }

    /**
     * Returns how many bytes are left when this exception is printed with its causes; negative if it must not be.
     * Asks none that {@link #isForeign} has not looked at.
     *
     * @param outer the frames of the exception that it is printed below; those at the end that are the same are left
     *     out
     */
    private static int roomAfter(Throwable thrown, StackTraceElement[] outer, int room, int more) {
        if (more == 0 || room < 0) {
            return -1;
        }
        String printed = thrown.toString();
        if (printed.length() > ForeignText.LIMIT || !isOneLine(printed)) {
            return -1;
        }
        StackTraceElement[] frames = thrown.getStackTrace();
        int left = room - AROUND - Bounded.bytes(printed);
        int shown = frames.length - inCommon(frames, outer);
        for (int i = 0; i < shown && left >= 0; i++) {
            String frame = frames[i].toString();
            left = isOneLine(frame) ? left - AROUND_A_FRAME - Bounded.bytes(frame) : -1;
        }
        Throwable[] suppressed = thrown.getSuppressed();
        for (int i = 0; i < suppressed.length && left >= 0; i++) {
            left = roomAfter(suppressed[i], frames, left, more - 1);
        }
        Throwable cause = thrown.getCause();
        return cause == null ? left : roomAfter(cause, frames, left, more - 1);
    }

    private static int inCommon(StackTraceElement[] inner, StackTraceElement[] outer) {
        int same = 0;
        while (same < Math.min(inner.length, outer.length)
                && inner[inner.length - 1 - same].equals(outer[outer.length - 1 - same])) {
            same++;
        }
        return same;
    }

    private static boolean isOneLine(String printed) {
        return ForeignText.of(printed).equals(printed);
    }

    /** Each exception of the chain has the same room. */
    private static Throwable copy(Throwable thrown, int room, int more) {
        Throwable cause = thrown.getCause();
        return new ThrownCopy(
                thrown,
                cause == null || more == 1 ? null : copy(cause, room, more - 1),
                frames(thrown, room - AROUND - Bounded.bytes(ForeignText.of(thrown))));
    }

    /** The first frames that fit. */
    private static List<StackTraceElement> frames(Throwable thrown, int room) {
        List<StackTraceElement> copies = new ArrayList<>();
        int left = room;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            StackTraceElement copy = isOneLine(frame.toString()) ? frame : harmless(frame);
            left -= AROUND_A_FRAME + Bounded.bytes(copy.toString());
            if (left < 0 || copies.size() == FRAMES) {
                break;
            }
            copies.add(copy);
        }
        return copies;
    }

    /** A class may have nearly any name, and a stack may be made of any texts. */
    private static StackTraceElement harmless(StackTraceElement frame) {
        String file = frame.getFileName();
        return new StackTraceElement(
                ForeignText.of(frame.getClassName()),
                ForeignText.of(frame.getMethodName()),
                file == null ? null : ForeignText.of(file),
                frame.getLineNumber());
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // it is printed under the name of the other's class
    public String toString() {
        return text;
    }
}
