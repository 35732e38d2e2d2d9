// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary.consumer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.demo.ordinary.Greeter;
import org.nmr.demo.ordinary.Traffic;

/** Lets the traffic use the service that the runtime gives it. */
public final class ConsumerComponent {
    private volatile @Nullable Traffic traffic;

    /** Called by the runtime first. */
    public void use(Traffic given) {
        traffic = given;
    }

    /** Called by the runtime. */
    public void bind(Greeter greeter) {
        Objects.requireNonNull(traffic).bind(greeter);
    }

    /** Called by the runtime. */
    public void unbind(Greeter greeter) {
        Objects.requireNonNull(traffic).unbind(greeter);
    }
}
