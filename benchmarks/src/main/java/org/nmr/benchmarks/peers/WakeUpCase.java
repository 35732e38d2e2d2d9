// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

/** Who wakes whom. */
enum WakeUpCase implements Contender {
    PARKED("unpark, the parked thread runs", Standing.FLOOR),
    LAST_CALL("**this project**: the last call returns, `close()` returns", Standing.PROJECT),
    TRACKER("ServiceTracker: no rundown, nobody waits for calls", Standing.ABSENT),
    SCR("Felix SCR: no rundown, nobody waits for calls", Standing.ABSENT),
    DM("Felix Dependency Manager: no rundown, nobody waits for calls", Standing.ABSENT);

    private final String label;
    private final Standing standing;

    WakeUpCase(String label, Standing standing) {
        this.label = label;
        this.standing = standing;
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
