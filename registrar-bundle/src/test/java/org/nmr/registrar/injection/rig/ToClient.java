// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

/** What providers call. */
public interface ToClient {
    /** Returns when the client does. */
    String tell(String what);
}
