// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** What a thread does next for a binding, between two steps. */
enum Step {
    /** Calls the client's {@code detach}. */
    DETACH_CLIENT,
    /** Calls the provider's {@code detach}. */
    DETACH_PROVIDER,
    /** Calls both {@code cleanup}, and then as UNLINK. */
    CLEAN_UP,
    /** Takes the binding out of its registrations, and releases the threads that wait for them. */
    UNLINK
}
