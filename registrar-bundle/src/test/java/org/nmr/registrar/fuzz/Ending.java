// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

/** How a callback ends. What a kind of callback does not know counts as its first answer. */
enum Ending {
    /** It returns, accepts, or is complete. */
    YES,
    /** The provider refuses, a side is pending. */
    NO,
    /** It returns null where it must not. */
    NULL,
    THROW
}
