// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Script;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A provider: registers services that ask to be drained, and is a consumer of others inside their calls. */
public final class ProviderActivator implements BundleActivator {
    private static final int CHANGE = 60;
    private static final int REGISTER_AGAIN = 60;

    private @Nullable Branch branch;
    private List<Offer> offers = List.of();

    @Override
    public void start(BundleContext context) {
        Branch begun = Branch.begin(context);
        branch = begun;
        Script script = begun.script();
        Customer customer = new Customer(begun, new Shelf(begun));
        offers = List.of(
                new Offer(begun, Terms.fixed(begun.slot()), customer), new Offer(begun, Terms.of(script), customer));
        offers.forEach(Offer::register);
        if (Choice.FAIL_TO_START.isMade(script)) {
            begun.life().dismiss();
            throw new Intended("start, after services were registered");
        }
        begun.world().employ(begun.life(), this::work);
    }

    private void work(SplittableRandom random) {
        Offer offer = offers.get(random.nextInt(offers.size()));
        if (random.nextInt(CHANGE) == 0) {
            offer.change(random.nextInt());
        } else if (random.nextInt(REGISTER_AGAIN) == 0) {
            offer.registerAgain();
        }
    }

    /** What drains has waited for all calls before; or the provider ends its services itself. */
    @Override
    public void stop(BundleContext context) {
        if (branch == null) {
            return;
        }
        branch.life().retire();
        if (Choice.UNREGISTER_BEFORE_STOP.isMade(branch.script())) {
            for (Offer each : offers) {
                var unused = each.unregister();
            }
        }
        branch.life().allOver();
    }
}
