// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.List;

/**
 * The completion of an unload that has several parts, or none. Each part looks at it when that part is complete, again
 * and again if an Error interrupts it. So no relay inside the JDK is needed, which the end of a stack can lose.
 */
final class JointCompletion extends Completion {
    private final Unload unload;
    private final UnloadControl unloads;

    private JointCompletion(Unload unload, UnloadControl unloads) {
        this.unload = unload;
        this.unloads = unloads;
    }

    /** Returns the completion of an unload that has begun. */
    static JointCompletion of(Unload unload, UnloadControl unloads, List<End> parts) {
        JointCompletion joint = new JointCompletion(unload, unloads);
        parts.forEach(part -> part.tell(joint));
        joint.look(); // each part may have completed before it knew
        return joint;
    }

    /** Runs the dependent actions if all parts are complete. May be repeated. */
    void look() {
        if (unload.isComplete()) {
            runDependents();
        }
    }

    @Override
    public void dependentFailed(Throwable thrown) {
        unloads.dependentFailed(unload, thrown);
    }
}
