// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;

/**
 * Ends one binding, at the wish of either side.
 *
 * @param binding the binding
 */
record BindingDetach(LiveBinding<?, ?> binding) implements Endable {
    @Override
    public List<End> beginEnd() {
        return List.of(binding.beginDetach());
    }

    @Override
    public void detachAll(Rundown rundown) {
        binding.detach(rundown);
    }

    @Override
    public String endName() {
        return "detach of " + binding;
    }

    @Override
    public String toString() {
        return binding.toString();
    }
}
