// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.ArrayList;
import java.util.List;
import org.nmr.AttachResult;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ProviderProposal;
import org.nmr.Registration;
import org.nmr.Selection;

/** A client; attaches to everybody unless a case says otherwise. */
final class Client extends Peer implements ClientModule<ToClient, ToProvider> {
    /** What it does with a proposal. */
    interface Script {
        void run(ProviderProposal<ToClient, ToProvider> proposal) throws Exception;
    }

    Selection selection = Selection.ALL;
    Script script = this::attach;

    /** What is tried inside the running callback. */
    private List<Side> tried = new ArrayList<>();

    Client(Rig rig, String name) {
        super(rig, name);
    }

    Client best() {
        selection = Selection.best();
        return this;
    }

    Client required() {
        selection = selection.required();
        return this;
    }

    @Override
    public void attachProvider(ProviderProposal<ToClient, ToProvider> proposal) throws Exception {
        asked.add(nameOf(proposal.provider()));
        List<Side> outer = tried;
        List<Side> mine = new ArrayList<>();
        tried = mine;
        boolean failed = true;
        try {
            script.run(proposal);
            failed = false;
        } finally {
            tried = outer;
            if (failed) {
                mine.forEach(side -> side.outcome = Side.Outcome.UNKNOWN); // it is disowned
            }
        }
    }

    AttachResult attach(ProviderProposal<ToClient, ToProvider> proposal) {
        Side side = newSide(proposal.provider(), proposal.binding());
        tried.add(side);
        Side outer = rig.attaching;
        rig.attaching = side;
        try {
            AttachResult result = proposal.attach(side, what -> what);
            side.outcome = result.attached() ? Side.Outcome.ATTACHED : Side.Outcome.NOT_ATTACHED;
            if (side.other != null) {
                side.other.outcome = side.outcome;
            }
            return result;
        } finally {
            rig.attaching = outer;
        }
    }

    /** One that wants one provider must have none. */
    @Override
    boolean isFree() {
        boolean isBound = sides.stream().anyMatch(Side::mayBeAttached);
        return super.isFree() && (selection.cardinality() == Selection.Cardinality.ALL || !isBound);
    }

    @Override
    Registration registerIn() {
        return nmr.registerClient(characteristics());
    }

    ClientCharacteristics<ToClient, ToProvider> characteristics() {
        return new ClientCharacteristics<>(Rig.NPI, instance(), this, selection);
    }
}
