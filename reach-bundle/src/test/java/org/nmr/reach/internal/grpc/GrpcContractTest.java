// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.nmr.reach.internal.bridge.Eventually;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.EngineContract;
import org.nmr.reach.internal.engine.EngineException;

/** The contract of the engine over plain TCP. */
class GrpcContractTest extends EngineContract {
    static final int FRAME = 4 << 20;

    private final List<Relay> relays = new ArrayList<>();

    @Override
    protected Engine engine() throws EngineException {
        return new GrpcEngine(FRAME, null, new Lines());
    }

    @Override
    protected String through(String listened) throws IOException {
        Relay relay = new Relay(listened);
        relays.add(relay);
        return relay.address();
    }

    @Override
    protected void stall() {
        relays.forEach(Relay::stall);
    }

    @Override
    protected void goOn() {
        relays.forEach(Relay::goOn);
    }

    @Override
    protected void cut() {
        relays.forEach(Relay::cut);
    }

    @Override
    protected void finish() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
    }

    @AfterAll
    static void noThreadIsLeft() {
        Eventually.until(
                "no thread of an engine",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("nmr-reach")));
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("grpc-default-worker")));
    }
}
