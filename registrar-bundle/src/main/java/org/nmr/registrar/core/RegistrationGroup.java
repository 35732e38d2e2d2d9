// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.unload.End;
import org.nmr.registrar.unload.Endable;

/** Some registrations of one owner that end together, while the others stay. */
record RegistrationGroup(String owner, List<LiveRegistration<?, ?>> members) implements Endable {
    @Override
    public List<End> beginEnd() {
        return Endable.beginEnd(members);
    }

    @Override
    public void detachAll(Rundown rundown) {
        Endable.detachAll(members, rundown);
    }

    @Override
    public String toString() {
        return members.size() == 1 ? members.get(0).toString() : members.size() + " registrations of " + owner;
    }
}
