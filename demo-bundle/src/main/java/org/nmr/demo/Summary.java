package org.nmr.demo;

/**
 * The last line of the demo, and whether all is well.
 *
 * @param calls the calls that the clients made through providers
 * @param failed those of them that threw
 * @param attached the bindings that were attached
 * @param detached the bindings that were detached and cleaned up
 * @param unloads how often a module was unloaded
 * @param lateCalls the calls that entered a module after it was unloaded
 */
record Summary(long calls, long failed, long attached, long detached, long unloads, long lateCalls) {
    boolean isGood() {
        return calls > 0 && failed == 0 && lateCalls == 0 && attached > 0 && attached == detached;
    }

    @Override
    public String toString() {
        return "demo: calls=" + calls + " failed=" + failed + " bindings attached=" + attached + " detached=" + detached
                + " unloads=" + unloads + " late-calls=" + lateCalls;
    }
}
