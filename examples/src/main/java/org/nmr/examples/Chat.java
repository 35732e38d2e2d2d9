// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.ClientRegistration;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** An NPI with calls in both directions, whose sides look at each other before they attach. */
public final class Chat {
    /** What the room calls a guest through. */
    @ConsumerType
    public interface Guest {
        /** The version that the guest speaks. */
        int version();

        /** Takes what was said. */
        void heard(String text);
    }

    /** What a guest calls the room through. */
    @ProviderType
    public interface Room {
        /** Says something to all guests. */
        void say(String text);
    }

    static final Npi<Guest, Room> NPI = Npi.of("org.example.chat", Guest.class, Room.class);

    private Chat() {}

    static ProviderRegistration openRoom(ModuleRegistrations nmr, int newestVersion) {
        RegistrationInstance instance = RegistrationInstance.of(NPI).withCharacteristic("version.max", newestVersion);
        return nmr.registerProvider(new ProviderCharacteristics<>(NPI, instance, guest -> admit(guest, newestVersion)));
    }

    private static Answer<Room> admit(ClientProposal<Guest> proposal, int newestVersion) {
        Binding<Guest> guest = proposal.binding();
        if (guest.dispatch().version() > newestVersion) {
            return Answer.refuse("speaks version " + newestVersion + " at most");
        }
        return Answer.accept(BindingContext.NONE, text -> guest.dispatch().heard("echo: " + text));
    }

    static ClientRegistration join(ModuleRegistrations nmr, Guest modern, Guest classic) {
        return nmr.registerClient(ClientCharacteristics.of(NPI, room -> enter(room, modern, classic)));
    }

    private static void enter(ProviderProposal<Guest, Room> room, Guest modern, Guest classic) {
        if (!room.provider().characteristics().containsKey("version.max")) {
            return; // declines
        }
        boolean attached = room.attach(BindingContext.NONE, modern).attached()
                || room.attach(BindingContext.NONE, classic).attached(); // a second try, same callback
        if (attached) {
            room.binding().dispatch().say("hi");
        }
    }
}
