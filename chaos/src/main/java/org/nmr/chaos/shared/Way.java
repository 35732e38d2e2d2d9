// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

/** How a plain bundle comes to what it calls. */
public enum Way {
    /** Through a stand-in, or a view of what a stand-in has handed out: no such call may be late or cut off. */
    COUNTED,
    /** Directly: there was no registrar, or nothing that drains, when the service was got. */
    PLAIN
}
