// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;

/** A room's side that says goodbye when its guest has said the last word. */
final class RoomSession implements BindingContext {
    private final Binding<Chat.Guest> guest;

    RoomSession(Binding<Chat.Guest> guest) {
        this.guest = guest;
    }

    @Override
    public DetachStatus detach() {
        guest.peerDetached().thenRun(this::sayGoodbye);
        return DetachStatus.PENDING;
    }

    private void sayGoodbye() {
        guest.dispatch().heard("goodbye");
        guest.detachComplete();
    }
}
