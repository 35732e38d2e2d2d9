// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

/** The operation does not return. */
final class Stuck extends Exception {
    private static final long serialVersionUID = 1L;

    Stuck(String why) {
        super(why, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
}
