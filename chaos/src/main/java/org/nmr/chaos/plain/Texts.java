// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Says to people what was thrown. */
final class Texts {
    private Texts() {}

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
