// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import org.nmr.diagnostics.FindingDTO;

/** The bundles of the framework, for those that have registered nothing. */
@FunctionalInterface
public interface InstalledBundles {
    /** Where there is no framework. */
    InstalledBundles NONE = idOrName -> List.of();

    /**
     * Says why bundles have registered nothing.
     *
     * @param idOrName the id or symbolic name of a bundle
     * @return a finding for each bundle that is called so; empty if there is none
     */
    List<FindingDTO> named(String idOrName);
}
