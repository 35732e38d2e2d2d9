// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.function.Consumer;

/** The callback that a step is played in. */
record Here(int client, int provider, Consumer<Stage> attempt) {
    /** Not in a callback. */
    static final Here NOWHERE = new Here(Op.THIS_CLIENT, Op.THIS_PROVIDER, stage -> {});

    /** A callback that can't attach. */
    Here(int client, int provider) {
        this(client, provider, stage -> {});
    }

    int resolve(int id) {
        if (id >= 0) {
            return id;
        }
        return id == Op.THIS_CLIENT ? client : provider;
    }

    Pair pair(int clientId, int providerId) {
        return new Pair(clientId < 0 ? client : clientId, providerId < 0 ? provider : providerId);
    }

    void attach(Stage stage) {
        attempt.accept(stage);
    }
}
