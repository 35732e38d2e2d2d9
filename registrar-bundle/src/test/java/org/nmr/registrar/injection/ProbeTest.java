// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The probe reaches each allocation and each method entry of a class that is known. */
class ProbeTest {
    private static final List<String> SITES = List.of(
            "Victim.<init> new StringBuilder",
            "Victim.<init> new ArrayList",
            "Victim.<init> entry",
            "Victim.<init> entry",
            "Victim.run entry",
            "Victim.run new get (indy)",
            "Victim.lambda$run$0 entry",
            "Victim.lambda$run$0 new Object",
            "Victim.run new array",
            "Victim.run new String",
            "Victim.run new [[J",
            "Victim.run new makeConcatWithConstants (indy)",
            "Victim.helper entry");

    private final InstrumentedLoader loader = new InstrumentedLoader(List.of(Victim.class.getName()), Probe::site);

    @AfterEach
    void disarm() {
        Probe.disarm();
    }

    @Test
    void hit_eachIndex_throwsAtEachSiteInTurn() throws Exception {
        for (Mode mode : Mode.values()) {
            List<String> sites = new ArrayList<>();
            for (int index = 0; fails(mode, index); index++) {
                sites.add(Probe.thrownAt().replaceAll(":\\d+", ""));
            }
            assertEquals(SITES, sites);
        }
    }

    private boolean fails(Mode mode, int index) throws Exception {
        Constructor<?> constructor = loader.loadClass(Victim.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        constructor.newInstance(); // initializes the class
        Probe.prepare(mode, index, /* withPlace= */ false);
        Probe.arm();
        try {
            ((Runnable) constructor.newInstance()).run();
            return false;
        } catch (ReflectiveOperationException e) {
            assertTrue(Probe.isInjected(e.getCause()));
            return true;
        } catch (StackOverflowError | OutOfMemoryError e) {
            assertTrue(Probe.isInjected(e));
            return true;
        } finally {
            Probe.disarm();
        }
    }

    @Test
    void hit_once_theNextOnePasses() {
        Probe.prepare(Mode.ONCE, 1, /* withPlace= */ false);
        Probe.arm();
        Probe.hit(0);
        assertThrows(OutOfMemoryError.class, () -> Probe.hit(0));
        assertDoesNotThrow(() -> Probe.hit(0));
    }

    @Test
    void hit_stays_allLaterOnesThrowBothErrors() {
        Probe.prepare(Mode.STAYS, 0, /* withPlace= */ false);
        Probe.arm();
        Error first = assertThrows(OutOfMemoryError.class, () -> Probe.hit(0));
        Error second = assertThrows(StackOverflowError.class, () -> Probe.hit(0));
        first.addSuppressed(second); // it would refuse itself
        assertTrue(Probe.isInjected(first));
        assertTrue(Probe.isInjected(second));
        Probe.disarm();
        assertDoesNotThrow(() -> Probe.hit(0));
    }

    @Test
    void hit_otherThread_isNotCounted() throws InterruptedException {
        Probe.prepare(Mode.ONCE, 0, /* withPlace= */ false);
        Probe.arm();
        Thread other = new Thread(() -> Probe.hit(0));
        other.start();
        other.join();
        assertEquals(0, Probe.hits());
        assertFalse(Probe.hasThrown());
    }

    @Test
    void isInjected_another_isNot() {
        Probe.prepare(Mode.ONCE, 0, /* withPlace= */ false);
        assertFalse(Probe.isInjected(new StackOverflowError()));
    }
}
