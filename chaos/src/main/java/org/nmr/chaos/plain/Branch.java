// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.net.URL;
import java.util.Collections;
import java.util.Objects;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.PlainLife;
import org.nmr.chaos.shared.Script;
import org.nmr.chaos.shared.World;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * One start of a plain bundle. Its life ends when the framework releases the program's service.
 *
 * @param slot which one of the population it is
 */
record Branch(BundleContext context, World world, PlainLife life, int slot) {
    /** Begins it. */
    static Branch begin(BundleContext context) {
        Bundle bundle = context.getBundle();
        World world = context.getService(Objects.requireNonNull(context.getServiceReference(World.class), "no world"));
        int slot = Integer.parseInt(bundle.getHeaders("").get("Chaos-Slot"));
        ClassLoader loader = Branch.class.getClassLoader();
        PlainLife life = world.beginPlain(slot, loader, bundle.getBundleId());
        loadAll(bundle, loader);
        return new Branch(context, world, life, slot);
    }

    /** Threads of a consumer may still be inside when its bundle is gone and cannot load classes any more. */
    private static void loadAll(Bundle bundle, ClassLoader loader) {
        String folder = Branch.class.getPackageName().replace('.', '/');
        for (URL each : Collections.list(bundle.findEntries(folder, "*.class", /* recurse= */ false))) {
            String file = each.getPath().substring(each.getPath().lastIndexOf('/') + 1);
            String name = Branch.class.getPackageName() + "." + file.substring(0, file.length() - ".class".length());
            try {
                Class.forName(name, /* initialize= */ true, loader);
            } catch (ClassNotFoundException e) {
                throw new AssertionError("the bundle has no class " + name, e);
            }
        }
    }

    Ledger ledger() {
        return life.ledger();
    }

    Script script() {
        return life.script();
    }
}
