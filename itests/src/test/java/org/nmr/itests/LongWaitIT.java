// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;

/** Who waits long says in the log for whom. Takes the 5 s after which the registrar does so. */
class LongWaitIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    /** B-7, B-8. */
    @Test
    void stop_waitsLong_logSaysForWhomWhoIsInsideAndWhenItIsOver() throws Exception {
        felix.startRegistrar();
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        felix.scenario().on("client detach provider", Step.PENDING);
        Gate gate = new Gate(Reply.FORGET);
        felix.scenario().on("provider greets client", gate);
        Task call = felix.async("call provider", () -> felix.scenario().perform("client calls provider"));
        gate.awaitReached();
        Task stop = felix.async("stop provider", felix.find("provider")::stop).awaitBlocked();

        String report = log.await("has waited ");
        assertAtLeast5(report, "has waited (\\d+) s for");
        assertAtLeast5(report, "client PENDING for (\\d+) s with 1 call in flight");
        assertTrue(
                report.startsWith("WARNING unload of module org.nmr.itests.modules.ModuleActivator of provider ["),
                report);
        for (String culprit : List.of("client [", "client PENDING for ", "task: call provider")) {
            assertTrue(
                    report.lines().skip(1).anyMatch(line -> line.contains(culprit)), () -> culprit + " in: " + report);
        }

        gate.open();
        call.join();
        felix.scenario().perform("client completes provider");
        stop.join();
        assertAtLeast5(log.await("is complete after "), "is complete after (\\d+) s");
    }

    /** On a busy machine a thread may come later. */
    private static void assertAtLeast5(String text, String seconds) {
        Matcher matcher = Pattern.compile(seconds).matcher(text);
        assertTrue(matcher.find() && Integer.parseInt(matcher.group(1)) >= 5, () -> seconds + " in: " + text);
    }
}
