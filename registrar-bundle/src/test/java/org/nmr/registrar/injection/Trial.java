// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.List;

/** One run of a case. */
public interface Trial {
    /** Prepares and takes the operation; the probe is armed in it. */
    void operate() throws Throwable;

    /** Ends what is left and returns what was wrong; the probe is not armed. */
    List<String> judge(Throwable thrown) throws Exception;
}
