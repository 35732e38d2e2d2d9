// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import org.nmr.reach.internal.cbor.CborException;

/** What the code of values has thrown: constructors and accessors of records, iterators of collections. */
final class Foreign {
    private static final int LONGEST = 200;

    private Foreign() {}

    /** Returns what to throw instead. A virtual machine that is out of memory stays that. */
    static CborException wrap(String what, Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
        return new CborException(what + " has thrown " + thrown.getClass().getName() + message(thrown), thrown);
    }

    private static String message(Throwable thrown) {
        String message;
        try {
            message = thrown.getMessage();
        } catch (RuntimeException | StackOverflowError unreadable) { // code of the exception's class
            return "";
        }
        if (message == null) {
            return "";
        }
        String cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        return ": " + cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
    }
}
