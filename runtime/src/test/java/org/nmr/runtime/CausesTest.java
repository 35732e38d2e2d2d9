// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

/** Why a bundle does not start is one line, unless its own code has thrown. */
class CausesTest {
    private static final int JAVA = Runtime.version().feature();

    private static Optional<String> of(Throwable cause) {
        return Causes.inOneLine(new BundleException("Activator start error in bundle m [1].", cause));
    }

    @Test
    void inOneLine_frameworkAlone_isItsFirstLine() {
        assertEquals(Optional.of("a"), Causes.inOneLine(new BundleException("a\nb")));
    }

    @Test
    void inOneLine_builtForANewerJava_saysWhatToDo() {
        assertEquals(
                Optional.of("java.lang.UnsupportedClassVersionError: version 99. Run nmr with a newer Java (set"
                        + " JAVA_HOME), or build the bundle for Java " + JAVA),
                of(new UnsupportedClassVersionError("version 99")));
    }

    @Test
    void inOneLine_classIsNotThere_saysWhatToDo() {
        Throwable missing = new NoClassDefFoundError("org/nmr/NetworkModuleActivator");
        missing.initCause(new ClassNotFoundException("org.nmr.NetworkModuleActivator not found by m [1]"));
        String line = of(missing).orElseThrow();
        assertTrue(
                line.startsWith("java.lang.ClassNotFoundException: org.nmr.NetworkModuleActivator not found by m [1]. "
                        + "Let the bundle import the package"),
                line);
        assertTrue(of(new ClassNotFoundException("m.Activator")).isPresent());
    }

    @Test
    void inOneLine_ownCode_keepsTheStack() {
        assertEquals(Optional.empty(), of(new IllegalStateException("mine")));
        assertEquals(Optional.empty(), of(new IllegalStateException("mine", new ClassNotFoundException("driver"))));
        assertEquals(Optional.empty(), Causes.inOneLine(new IllegalStateException("mine")));
    }

    @Test
    void inOneLine_ring_ends() {
        Exception one = new Exception("one");
        one.initCause(new Exception("other", one));
        assertEquals(Optional.empty(), of(one));
    }

    /** An exception of a bundle whose methods fail. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final boolean isSilent;

        Hostile(boolean isSilent) {
            this.isSilent = isSilent;
        }

        @Override
        public String toString() {
            if (isSilent) {
                return null;
            }
            throw new IllegalArgumentException("scripted");
        }

        @Override
        public Throwable getCause() {
            throw new StackOverflowError("scripted");
        }
    }

    @Test
    void inOneLine_exceptionThatFails_keepsTheStack() {
        assertEquals(Optional.empty(), of(new Hostile(false)));
        assertEquals(Optional.empty(), of(new Hostile(true)));
    }

    @Test
    void text_exceptionThatFails_isItsClass() {
        assertEquals(Hostile.class.getName(), Causes.text(new Hostile(false)));
        assertEquals(Hostile.class.getName(), Causes.text(new Hostile(true)));
        assertEquals("null", Causes.text(null));
    }
}
