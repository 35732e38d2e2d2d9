// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

/** One way to take one operation. */
public interface Case {
    /** The operation, as it is grouped. */
    String operation();

    /** Tells it from others of the operation. */
    String name();

    /** Returns a run of it, in a registrar of its own. */
    Trial trial(Place place);
}
