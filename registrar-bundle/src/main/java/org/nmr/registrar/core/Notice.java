// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.concurrent.CompletionStage;
import org.nmr.registrar.unload.Completion;

/** The stage of one thing that happens to a binding. */
final class Notice extends Completion {
    private final LiveBinding<?, ?> binding;

    /** The method that was asked. */
    private final String name;

    Notice(LiveBinding<?, ?> binding, String name) {
        this.binding = binding;
        this.name = name;
    }

    /** Returns the stage, the same for all that ask; it does not hold on to the binding. */
    CompletionStage<Void> stage() {
        return future();
    }

    @Override
    public void dependentFailed(Throwable thrown) {
        binding.registrar().callbacks().failed(binding, "an action that depends on " + name + " has failed", thrown);
    }
}
