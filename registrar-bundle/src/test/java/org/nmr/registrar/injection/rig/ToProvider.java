// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.concurrent.CompletionStage;

/** What clients call. */
public interface ToProvider {
    /** Returns when the provider does. */
    String call(String what);

    /** Is in flight until the result is there. */
    CompletionStage<String> later();
}
