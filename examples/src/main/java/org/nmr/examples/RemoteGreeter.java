// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.nmr.Npi;
import org.nmr.reach.RemoteNpi;
import org.osgi.service.component.annotations.Component;

/** Lets clients and providers of the greeter attach across frameworks. */
@Component
public final class RemoteGreeter implements RemoteNpi {
    @Override
    public Npi<?, ?> npi() {
        return Greeter.NPI;
    }
}
