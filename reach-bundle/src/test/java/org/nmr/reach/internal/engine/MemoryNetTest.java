// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.engine;

/** The engine in memory keeps the contract, so tests of the bridge say something. */
class MemoryNetTest extends EngineContract {
    private final MemoryNet net = new MemoryNet();

    @Override
    protected Engine engine() {
        return net.engine();
    }

    @Override
    protected String through(String listened) {
        return listened;
    }

    @Override
    protected void stall() {
        net.stall();
    }

    @Override
    protected void goOn() {
        net.goOn();
    }

    @Override
    protected void cut() {
        net.cut();
    }

    @Override
    protected void finish() {
        net.close();
    }
}
