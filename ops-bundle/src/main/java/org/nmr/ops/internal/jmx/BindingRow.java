// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jmx;

import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.DiagnosticsText;

/** One binding, as JMX shows it. Immutable. */
public final class BindingRow {
    private final BindingDTO binding;

    BindingRow(BindingDTO binding) {
        this.binding = binding;
    }

    /** Returns the id of the binding. */
    public String getId() {
        return binding.id;
    }

    /** Returns the NPI's id. */
    public String getNpi() {
        return binding.npi;
    }

    /** Returns the state of the binding. */
    public String getState() {
        return binding.state;
    }

    /** Returns the age of the binding, in milliseconds. */
    public long getAgeMillis() {
        return binding.ageMillis;
    }

    /** Returns the name of the client's bundle. */
    public String getClient() {
        return DiagnosticsText.name(binding.client.owner);
    }

    /** Returns the name of the provider's bundle. */
    public String getProvider() {
        return DiagnosticsText.name(binding.provider.owner);
    }

    /** Returns the number of the client's calls that are in flight. */
    public int getClientCalls() {
        return binding.client.calls;
    }

    /** Returns the number of the provider's calls that are in flight. */
    public int getProviderCalls() {
        return binding.provider.calls;
    }
}
