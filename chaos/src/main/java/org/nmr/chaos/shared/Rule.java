// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/** What must never happen. */
public enum Rule {
    /**
     * A call began, or was running, in a module whose {@code stop()} had returned; or its bundle's, if it leaves the
     * unload to the registrar. Or in a drained service whose end had returned.
     */
    LATE_CALL,
    /** The end of a drained service returned while a call was inside, or an object that it has handed out was open. */
    CUT_CALL,
    /** A call of a drained service was neither answered nor refused as unregistered. */
    UNCLEAN_CALL,
    /** A side was not detached exactly once if it was attached, and never if not. */
    DETACH,
    /**
     * A side was not cleaned up exactly once, or before both sides were detached, or not before {@code stop()}
     * returned.
     */
    CLEANUP,
    /** The registrar still showed something of a bundle that had stopped, or a negative count. */
    REMAINS,
    /** A class loader of an old revision was still there after several collections. */
    LEAKED_CLASS_LOADER,
    /** The heap grew. */
    HEAP,
    /** Nothing has happened for a long time. */
    HANG,
    /** An exception that nobody threw on purpose. */
    EXCEPTION,
    /** The registrar warned of something that nobody did on purpose. */
    WARNING
}
