// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.dm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.benchmarks.Adder;
import org.nmr.benchmarks.peers.work.Caller;

/** Calls what the manager injects. */
public final class DmCaller implements Caller {
    private volatile @Nullable Adder adder;

    @Override
    public int call(int number) {
        return Objects.requireNonNull(adder).add(number);
    }
}
