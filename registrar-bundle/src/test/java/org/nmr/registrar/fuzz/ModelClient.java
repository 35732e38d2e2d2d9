// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.Selection;

/** A client, as the contract and {@link Selection} have it. */
final class ModelClient extends ModelRegistration implements ClientRegistration {
    final ClientModule<String, String> module;
    private final boolean best;

    /** For a client of the best provider: those whose turn has come. */
    private final Set<ModelRegistration> candidates = new HashSet<>();

    /** Those of them that it has been offered already; they are not offered again before it has lost a provider. */
    private final Set<ModelRegistration> offered = new HashSet<>();

    /** Whether offers are being made. */
    private boolean offering;

    @SuppressWarnings("unchecked") // the scripts have this kind of NPI only
    ModelClient(Model model, ClientCharacteristics<?, ?> characteristics) {
        super(model, characteristics.instance());
        this.module = (ClientModule<String, String>) characteristics.module();
        this.best = characteristics.selection().equals(Selection.best());
    }

    @Override
    public boolean isSatisfied() {
        throw new UnsupportedOperationException("the scripts require no provider");
    }

    @Override
    boolean isClient() {
        return true;
    }

    @Override
    void propose() {
        if (best) {
            offerAll(null);
        } else {
            model.peersOf(this).forEach(provider -> propose((ModelProvider) provider));
        }
    }

    /** Proposes one provider, whose turn has come. */
    void propose(ModelProvider provider) {
        if (best) {
            candidates.add(provider);
            offer();
        } else if (!ending && !provider.ending) {
            new ModelBinding(this, provider).propose();
        }
    }

    /** All, but for the provider whose binding a side has ended alone. */
    private void offerAll(ModelBinding gone) {
        candidates.clear();
        offered.clear();
        if (gone != null && gone.isDetachWanted()) {
            offered.add(gone.provider);
        }
        candidates.addAll(model.peersOf(this));
        offer();
    }

    private void offer() {
        if (offering) {
            return; // that goes on with those who have come meanwhile
        }
        offering = true;
        for (Optional<ModelProvider> next = next(); next.isPresent(); next = next()) {
            offered.add(next.get());
            new ModelBinding(this, next.get()).propose();
        }
        offering = false;
    }

    /** The highest ranking; of equal ones the first that registered. */
    private Optional<ModelProvider> next() {
        if (ending || !bindings.isEmpty()) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(provider -> !provider.ending && !offered.contains(provider))
                .map(ModelProvider.class::cast)
                .min(Comparator.<ModelProvider>comparingInt(provider -> -provider.ranking)
                        .thenComparingInt(provider -> provider.order));
    }

    @Override
    void gone(ModelBinding binding) {
        super.gone(binding);
        if (best && (binding.isDisowned() || binding.isDetachedEarly())) {
            offer();
        } else if (best && binding.wasAttached()) {
            offerAll(binding);
        }
    }
}
