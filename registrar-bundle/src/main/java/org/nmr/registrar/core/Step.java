// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/** What a thread does next for a binding, without monitor. */
enum Step {
    DETACH_CLIENT,
    DETACH_PROVIDER,
    CLEAN_UP,
    UNLINK
}
