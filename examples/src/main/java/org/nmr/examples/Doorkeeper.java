// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;

/** A room that can show one guest the door, and stays open for the others. */
final class Doorkeeper {
    private final Map<Long, Binding<Chat.Guest>> guests = new ConcurrentHashMap<>();

    void register(ModuleRegistrations nmr) {
        nmr.registerProvider(ProviderCharacteristics.of(Chat.NPI, this::admit));
    }

    private Answer<Chat.Room> admit(ClientProposal<Chat.Guest> proposal) {
        Binding<Chat.Guest> guest = proposal.binding();
        guests.put(guest.peer().id(), guest);
        guest.detaching().thenRun(() -> guests.remove(guest.peer().id()));
        return Answer.accept(BindingContext.NONE, text -> guest.dispatch().heard(text));
    }

    /** Ends the binding of one guest, and waits until it is gone; the others stay. */
    void showOut(long registrationId) {
        Binding<Chat.Guest> guest = guests.get(registrationId);
        if (guest != null) {
            guest.detach().await();
        }
    }
}
