// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.sample.support.FakeBinding;
import org.nmr.sample.support.Threads;

@Timeout(300)
class ProviderBindingsTest {
    private final ProviderBindings bindings = new ProviderBindings();

    private ProviderBinding binding() {
        return new ProviderBinding(new FakeBinding<>(number -> {}), bindings, new Statistics());
    }

    /** Returns when the task waits for a binding. */
    private FutureTask<ProviderBinding> waiting() {
        FutureTask<ProviderBinding> next = new FutureTask<>(bindings::next);
        Thread thread = Threads.start("test waiter", next);
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return next;
    }

    @Test
    void next_noBinding_waitsForTheNextOne() throws Exception {
        FutureTask<ProviderBinding> next = waiting();
        ProviderBinding added = binding();
        bindings.add(added);
        assertEquals(added, next.get(60, TimeUnit.SECONDS));
    }

    @Test
    void next_severalBindings_takesThemInTurn() throws Exception {
        ProviderBinding one = binding();
        ProviderBinding two = binding();
        bindings.add(one);
        bindings.add(two);
        assertEquals(Set.of(one, two), Set.of(bindings.next(), bindings.next()));
    }

    @Test
    void next_theOnlyBindingRemoved_waits() throws Exception {
        ProviderBinding only = binding();
        bindings.add(only);
        bindings.remove(only);
        FutureTask<ProviderBinding> next = waiting();
        bindings.close();
        assertNull(next.get(60, TimeUnit.SECONDS));
    }

    @Test
    void next_closed_returnsNullThoughThereIsABinding() throws Exception {
        bindings.add(binding());
        bindings.close();
        assertNull(bindings.next());
    }
}
