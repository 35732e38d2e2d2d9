// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import org.nmr.benchmarks.peers.work.CallWay;

/** The ways to call. */
public enum CallPath implements Contender {
    /** Nobody counts. */
    DIRECT("direct call", Standing.FLOOR, Kind.PLAIN, CallWay.DIRECT),
    /** This project. */
    BY_HAND("**this project**: by hand", Standing.PROJECT, Kind.REGISTRAR, CallWay.BY_HAND),
    /** This project, with a generated class around the guard. */
    VIEW("this project: view", Standing.PEER, Kind.REGISTRAR, CallWay.VIEW),
    /** What the tracker has. */
    FELIX_TRACKED("tracker.getService() and call, Felix", Standing.PEER, Kind.FELIX, CallWay.TRACKED),
    /** What the tracker has. */
    EQUINOX_TRACKED("tracker.getService() and call, Equinox", Standing.PEER, Kind.EQUINOX, CallWay.TRACKED),
    /** A count in the registry around each call. */
    FELIX_LOOKED_UP("getService, call, ungetService, Felix", Standing.PEER, Kind.FELIX, CallWay.LOOKED_UP),
    /** A count in the registry around each call. */
    EQUINOX_LOOKED_UP("getService, call, ungetService, Equinox", Standing.PEER, Kind.EQUINOX, CallWay.LOOKED_UP),
    /** A component's field. */
    SCR("field injected by Felix SCR", Standing.PEER, Kind.SCR, CallWay.INJECTED),
    /** A component's field. */
    DM("field injected by Felix Dependency Manager", Standing.PEER, Kind.DM, CallWay.INJECTED);

    private final String label;
    private final Standing standing;
    private final Kind kind;
    private final CallWay way;

    CallPath(String label, Standing standing, Kind kind, CallWay way) {
        this.label = label;
        this.standing = standing;
        this.kind = kind;
        this.way = way;
    }

    Kind kind() {
        return kind;
    }

    CallWay way() {
        return way;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Standing standing() {
        return standing;
    }
}
