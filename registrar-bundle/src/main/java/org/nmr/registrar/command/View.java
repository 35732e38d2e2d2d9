// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

/** What one command shows, as it was at one moment. */
interface View {
    /** Returns it for operators; bounded unless all is asked for. */
    String text(Terminal terminal, boolean all);

    /** Returns it as JSON, as {@code docs/json.md} says. */
    String json();
}
