// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is registered under one NPI id. Its monitor guards these sets and the state of the registrations and
 * bindings in it; NPIs share no lock.
 */
final class NpiSpace {
    private final Registrar registrar;

    /** In the order of registration, which is the order of proposals; without those that are ending. */
    private final Set<LiveClient<?, ?>> clients = new LinkedHashSet<>();

    private final Set<LiveProvider<?, ?>> providers = new LinkedHashSet<>();

    /** The same providers in the order in which clients that want one are proposed to. */
    private final NavigableMap<Rank, LiveProvider<?, ?>> ranked = new TreeMap<>();

    /** How many registrations use this space; guarded by the registrar's map of spaces, in atomic steps per key. */
    int users;

    /** How many providers have joined; the order of the youngest. Guarded by this. */
    private long lastOrder;

    /** Tells this space from others in the ids of bindings. */
    private final int number;

    /** How many bindings were proposed. */
    private long bindings;

    NpiSpace(Registrar registrar, int number) {
        this.registrar = registrar;
        this.number = number;
    }

    /** Whose space this is; how a binding that is gone, and so keeps no registration, still finds it. */
    Registrar registrar() {
        return registrar;
    }

    long nextBinding() {
        assert Thread.holdsLock(this);
        return ++bindings;
    }

    /** Returns the name of a binding of this space. */
    String idOf(long binding) {
        return number + "." + binding;
    }

    /** Inserts and finds the peers in one step, so that of two registrations exactly the later one sees the other. */
    List<LiveProvider<?, ?>> join(LiveClient<?, ?> client) {
        synchronized (this) {
            return insert(client) ? List.copyOf(providers) : List.of();
        }
    }

    /** Returns a copy of the providers that are not ending. */
    List<LiveProvider<?, ?>> providers() {
        synchronized (this) {
            return List.copyOf(providers);
        }
    }

    /** Returns a copy of the clients that are not ending. */
    List<LiveClient<?, ?>> clients() {
        synchronized (this) {
            return List.copyOf(clients);
        }
    }

    /** Inserts it unless it is ending. */
    boolean insert(LiveClient<?, ?> client) {
        assert Thread.holdsLock(this);
        Headroom.require();
        return !client.isEnding() && clients.add(client);
    }

    /** The same as {@link #join(LiveClient)} for a provider, without the clients that have one and want no other. */
    List<LiveClient<?, ?>> join(LiveProvider<?, ?> provider) {
        synchronized (this) {
            if (provider.isEnding()) {
                return List.of();
            }
            List<LiveClient<?, ?>> wanting = wanting();
            Headroom.require();
            ranked.put(provider.rankAt(++lastOrder), provider);
            providers.add(provider);
            return wanting;
        }
    }

    private List<LiveClient<?, ?>> wanting() {
        assert Thread.holdsLock(this);
        List<LiveClient<?, ?>> wanting = new ArrayList<>();
        for (LiveClient<?, ?> client : clients) {
            if (client.wantsProvider()) {
                wanting.add(client);
            }
        }
        return wanting;
    }

    /** The best provider after this place. */
    Map.@Nullable Entry<Rank, LiveProvider<?, ?>> providerAfter(Rank place) {
        assert Thread.holdsLock(this);
        return ranked.higherEntry(place);
    }

    long lastOrder() {
        assert Thread.holdsLock(this);
        return lastOrder;
    }

    /** Proposes it no more. */
    void remove(LiveRegistration<?, ?> registration) {
        assert Thread.holdsLock(this);
        Headroom.require();
        if (registration instanceof LiveClient<?, ?> client) {
            clients.remove(client);
        } else if (registration instanceof LiveProvider<?, ?> provider) {
            providers.remove(provider);
            Rank rank = provider.rank();
            if (rank != null) {
                ranked.remove(rank);
            }
        }
    }
}
