// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/** What modules throw on purpose. Without a stack, which would keep the classes of the module and cost time. */
public final class Intended extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes it.
     *
     * @param where which callback throws it
     */
    public Intended(String where) {
        super(where, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }

    /**
     * Tells whether an exception is, or was caused by, one that was thrown on purpose.
     *
     * @param thrown the exception
     * @return true if so
     */
    public static boolean isCauseOf(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof Intended) {
                return true;
            }
        }
        return false;
    }
}
