// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nmr.chaos.Judge.Outcome;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Intended;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;
import org.osgi.framework.BundleException;

class JudgeTest {
    private final Ledger ledger = new Ledger();
    private final Judge judge = new Judge(ledger);

    @Test
    void of_thrownOnPurpose_isIntended() {
        BundleException failure =
                new BundleException("start", BundleException.ACTIVATOR_ERROR, new Exception(new Intended("start")));
        assertEquals(Outcome.INTENDED, judge.of(failure));
        assertEquals(1, ledger.get(Count.INTENDED_FAILURES));
    }

    @Test
    void of_otherExceptionOfAnActivator_isBroken() {
        BundleException failure =
                new BundleException("start", BundleException.ACTIVATOR_ERROR, new NullPointerException());
        assertEquals(Outcome.FAILED, judge.of(failure));
        assertEquals(1, ledger.get(Rule.EXCEPTION));
    }

    @Test
    void of_activatorThatEquinoxDoesNotFind_isRefusedAndCounted() {
        assertEquals(
                Outcome.REFUSED,
                judge.of(classNotFound(
                        "org.eclipse.osgi.internal.loader.BundleLoader.findClass",
                        "org.eclipse.osgi.internal.framework.BundleContextImpl.loadBundleActivator",
                        "org.nmr.chaos.Population.start")));
        assertEquals(1, ledger.get(Count.ACTIVATORS_NOT_FOUND));
    }

    @Test
    void of_classThatAnActivatorDoesNotFind_isBroken() {
        assertEquals(
                Outcome.FAILED,
                judge.of(classNotFound(
                        "org.eclipse.osgi.internal.loader.BundleLoader.findClass",
                        "org.nmr.chaos.module.WhiteboardActivator.<init>",
                        "org.eclipse.osgi.internal.framework.BundleContextImpl.loadBundleActivator")));
        assertEquals(1, ledger.get(Rule.EXCEPTION));
    }

    private static BundleException classNotFound(String... frames) {
        ClassNotFoundException cause = new ClassNotFoundException("org.nmr.chaos.module.WhiteboardActivator");
        cause.setStackTrace(Stream.of(frames)
                .map(frame -> frame.split("\\.(?=[^.]*$)"))
                .map(names -> new StackTraceElement(names[0], names[1], null, -1))
                .toArray(StackTraceElement[]::new));
        return new BundleException("start", BundleException.ACTIVATOR_ERROR, cause);
    }

    @Test
    void of_stateIsBeingChanged_isRefused() {
        assertEquals(Outcome.REFUSED, judge.of(new BundleException("busy", BundleException.STATECHANGE_ERROR)));
        assertEquals(1, ledger.get(Count.REFUSED_OPERATIONS));
    }

    @Test
    void of_illegalStateOfOurOwnCode_isBroken() {
        assertEquals(Outcome.FAILED, judge.of(new IllegalStateException("ours")));
        assertEquals(1, ledger.get(Rule.EXCEPTION));
    }
}
