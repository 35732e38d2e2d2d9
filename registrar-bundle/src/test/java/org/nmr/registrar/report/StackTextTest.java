// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stacks in which the frames of modules can be found. */
class StackTextTest {
    private static final String JDK = "java.base@17.0.9/java.net.Socket$SocketInputStream.read(Socket.java:966)";
    private static final String DEEP = "java.base@17.0.9/sun.nio.ch.Net.poll(Native Method)";
    private static final String MODULE = "org.example.Greeter.greet(Greeter.java:12)";
    private static final String FRAMEWORK = "org.apache.felix.framework.Felix.stopBundle(Felix.java:2868)";
    private static final String REGISTRAR = "org.nmr.registrar.core.Side.callDetach(Side.java:1)";
    private static final String API = "org.nmr.NetworkModuleActivator.stop(NetworkModuleActivator.java:1)";

    private static List<String> lines(String... frames) {
        return StackText.lines(List.of(frames), "at ");
    }

    @Test
    void lines_framesOfTheJdk_areCountedAndWhatTheModuleCalledIsNamed() {
        assertEquals(
                List.of("\u2026 3 JDK frames, the outermost " + JDK, "at " + MODULE, "\u2026 2 JDK frames"),
                lines(DEEP, DEEP, JDK, MODULE, JDK, JDK));
    }

    @Test
    void lines_framesOfFrameworkAndRegistrar_areOneLineWithThose() {
        assertEquals(
                List.of("at " + MODULE, "\u2026 4 JDK and framework and registrar frames", "at " + MODULE, "at " + JDK),
                lines(MODULE, JDK, FRAMEWORK, REGISTRAR, API, MODULE, JDK));
    }

    @Test
    void lines_noFrameOfAModule_showsThemAll() {
        assertEquals(List.of("at " + DEEP, "at " + JDK, "at " + FRAMEWORK), lines(DEEP, JDK, FRAMEWORK));
    }

    @Test
    void lines_packageBelowTheApis_isAModules() {
        String sample = "org.nmr.sample.Client.run(Client.java:1)";
        assertEquals(List.of("at " + sample), lines(sample));
        assertEquals(sample, StackText.place(List.of(JDK, API, sample)));
    }

    /** Their names end in a slash and an address. */
    @Test
    void lines_lambdas_areOfTheClassThatHasThem() {
        String jdk = "java.base/java.util.concurrent.FutureTask$$Lambda/0x00000000684111b0.run(Unknown Source)";
        String module = "app//org.example.Senders$$Lambda$313/0x00007f3d40185c50.run(Unknown Source)";
        assertEquals(List.of("at " + module, "\u2026 2 JDK frames"), lines(module, jdk, JDK));
        assertEquals(module, StackText.place(List.of(jdk, module)));
    }

    @Test
    void lines_countedView_isShownBecauseItNamesTheMethod() {
        String view = "nmr.view.org.example.Greeter.greet(counted view)";
        assertEquals(List.of("at " + MODULE, "at " + view, "\u2026 2 JDK frames"), lines(MODULE, view, JDK, JDK));
    }

    @Test
    void lines_veryManyFrames_areBounded() {
        List<String> lines = StackText.lines(Collections.nCopies(100, MODULE), "at ");
        assertEquals(StackText.LINES + 1, lines.size());
        assertEquals("and 85 more frames", lines.get(StackText.LINES));
    }

    @Test
    void lines_framesOfUnusualClasses_areModules() {
        for (String frame :
                List.of("", "(", "x", "app//Main.main(Main.java)", "a/b/", "org.nmr.", "javax(", "not known")) {
            assertEquals(List.of("at " + frame), lines(frame));
        }
    }

    @Test
    void place_isTheInnermostFrameOfAModule() {
        assertEquals(MODULE, StackText.place(List.of(DEEP, JDK, MODULE, API)));
        assertEquals(DEEP, StackText.place(List.of(DEEP, JDK)));
        assertEquals("", StackText.place(List.of()));
    }

    @Test
    void stacksOnce_theSameStackAgain_isOneLine() {
        StacksOnce once = new StacksOnce();
        List<String> stack = List.of("thread a", "  at x", "  at y", "thread b", "    at x", "    at y", "  at x");
        assertEquals(
                List.of("thread a", "  at x", "  at y", "thread b", "    at x", "    at y", "  at x"), once.of(stack));
        assertEquals(
                List.of("thread c", "   the same stack as above", "end"),
                once.of(List.of("thread c", "   at x", "   at y", "end")));
    }
}
