// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.binding.Offered;
import org.nmr.reach.internal.bridge.binding.RemoteBinding;

/** What is on one link: bindings, and the providers of this node that were offered. */
final class Kept {
    private final Map<Long, RemoteBinding> bindings = new ConcurrentHashMap<>();
    private final Map<Long, Offered> offers = new ConcurrentHashMap<>();
    private final AtomicLong bindingCount = new AtomicLong();
    private final AtomicLong offerCount = new AtomicLong();

    /** The end that has dialled gives odd numbers, so that a number means one binding. */
    long nextBinding(boolean hasDialled) {
        return bindingCount.incrementAndGet() * 2 - (hasDialled ? 1 : 0);
    }

    boolean isTheirs(long binding, boolean hasDialled) {
        return binding > 0 && (binding % 2 == 1) != hasDialled;
    }

    /** Who ends the link may have looked before, so it is asked afterwards. */
    boolean add(RemoteBinding binding, BooleanSupplier isDown) {
        if (bindings.putIfAbsent(binding.number(), binding) != null) {
            return false;
        }
        if (isDown.getAsBoolean()) {
            bindings.remove(binding.number(), binding);
            return false;
        }
        return true;
    }

    void forget(RemoteBinding binding) {
        bindings.remove(binding.number(), binding);
    }

    @Nullable
    RemoteBinding binding(long number) {
        return bindings.get(number);
    }

    List<RemoteBinding> bindings() {
        return List.copyOf(bindings.values());
    }

    long add(Offered offered) {
        long id = offerCount.incrementAndGet();
        offers.put(id, offered);
        return id;
    }

    void withdraw(long offer) {
        offers.remove(offer);
    }

    @Nullable
    Offered offered(long offer) {
        return offers.get(offer);
    }

    boolean wasOffered(long offer) {
        return offer > 0 && offer <= offerCount.get();
    }

    int offers() {
        return offers.size();
    }
}
