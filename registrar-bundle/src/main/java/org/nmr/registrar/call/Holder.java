package org.nmr.registrar.call;

import org.jspecify.annotations.Nullable;

/**
 * Who is inside a guard.
 *
 * @param thread whose calls these are; null if it ended without closing them, or for calls that no thread owns
 * @param calls how many are open
 */
public record Holder(@Nullable Thread thread, int calls) {}
