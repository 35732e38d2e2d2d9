// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.UnloadDTO;

/** Whether an end waits for one thread only. */
class InsiderTest {
    private static final Set<Long> BUNDLES = Set.of(1L);

    private static List<UnloadDTO> waitingFor(long threadId) {
        HolderDTO inside = new HolderDTO();
        inside.threadId = threadId;
        BindingDTO binding = new BindingDTO();
        binding.client.holders = List.of(inside);
        UnloadDTO unload = new UnloadDTO();
        unload.owner = FakeRegistrar.owner(1);
        unload.outstanding = List.of(binding);
        return List.of(unload);
    }

    @SuppressWarnings("deprecation") // threadId() is not in Java 17
    private static long id(Thread thread) {
        return thread.getId();
    }

    /** A thread that says of itself to be another one. */
    private static Thread pretending(Thread other) {
        return new Thread() {
            @Override
            @SuppressWarnings("deprecation")
            public long getId() {
                return other.getId();
            }
        };
    }

    @Test
    void isAlone_thisOrAnotherThread_isTold() {
        Thread thread = Thread.currentThread();
        assertTrue(Insider.isAlone(waitingFor(id(thread)), BUNDLES, thread));
        assertFalse(Insider.isAlone(waitingFor(id(thread)), BUNDLES, new Thread()));
        assertFalse(Insider.isAlone(waitingFor(id(thread)), Set.of(2L), thread));
        assertFalse(Insider.isAlone(List.of(), BUNDLES, thread));
    }

    @Test
    void isAlone_threadPretendsToBeAnother_isNotBelieved() {
        Thread inside = new Thread();
        assertFalse(Insider.isAlone(waitingFor(id(inside)), BUNDLES, pretending(inside)));
    }

    /** In Java 17 the id of such a thread is not known: -1 stands for many. */
    @Test
    void isAlone_idIsNotKnown_isNoThread() {
        Thread hostile = new HostileThread();
        assertFalse(Insider.isAlone(waitingFor(-1), BUNDLES, hostile));
        assertFalse(Insider.isAlone(waitingFor(id(Thread.currentThread())), BUNDLES, hostile));
        assertEquals(Thread.State.NEW, hostile.getState());
    }

    /** Its own id is an error. */
    private static final class HostileThread extends Thread {
        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            throw new IllegalStateException("hostile");
        }
    }
}
