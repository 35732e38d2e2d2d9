// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Lists the symbolic names of the bundles, those that need no quotes at the prompt. */
final class BundleNames implements Function {
    private final BundleContext context;

    BundleNames(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<String> execute(CommandSession session, List<Object> arguments) {
        return Stream.of(context.getBundles())
                .map(Bundle::getSymbolicName)
                .filter(name -> name != null && name.matches("[\\w.-]+"))
                .distinct()
                .sorted()
                .toList();
    }
}
