// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.Optional;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;

/** One binding of a client that counts its calls by itself, in the classic way. Any thread may call {@link #greet}. */
final class ClassicSession implements BindingContext {
    private final Binding<Greeter> provider;
    private int calls; // guarded by this
    private boolean detaching; // guarded by this

    ClassicSession(Binding<Greeter> provider) {
        this.provider = provider;
    }

    Optional<String> greet(String name) {
        if (!enter()) {
            return Optional.empty(); // the provider is going
        }
        try {
            return Optional.of(provider.dispatch().greet(name));
        } finally {
            leave();
        }
    }

    private synchronized boolean enter() {
        if (!detaching) {
            calls++;
        }
        return !detaching;
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            calls--;
            last = detaching && calls == 0;
        }
        if (last) {
            provider.detachComplete(); // never with a lock held: cleanup may run inside
        }
    }

    @Override
    public synchronized DetachStatus detach() {
        detaching = true;
        return calls == 0 ? DetachStatus.COMPLETE : DetachStatus.PENDING;
    }
}
