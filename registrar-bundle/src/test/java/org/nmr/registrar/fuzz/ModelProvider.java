// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;

/** A provider, as the contract has it. */
final class ModelProvider extends ModelRegistration implements ProviderRegistration {
    final ProviderModule<String, String> module;
    final int ranking;

    @SuppressWarnings("unchecked") // the scripts have this kind of NPI only
    ModelProvider(Model model, ProviderCharacteristics<?, ?> characteristics) {
        super(model, characteristics.instance());
        this.module = (ProviderModule<String, String>) characteristics.module();
        this.ranking = characteristics.ranking();
    }

    @Override
    boolean isClient() {
        return false;
    }

    @Override
    void propose() {
        model.peersOf(this).stream().map(ModelClient.class::cast).forEach(client -> {
            if (!ending) {
                client.propose(this);
            }
        });
    }
}
