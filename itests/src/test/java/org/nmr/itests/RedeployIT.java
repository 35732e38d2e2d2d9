// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shell;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** A bundle gets new content after a drain; what fails says what is as before. */
class RedeployIT {
    @TempDir
    private Path folder;

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Bundle provider;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.GOGO, Shipped.REGISTRAR, Shipped.OPS);
        provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
    }

    private String url(ModuleJar jar) throws Exception {
        Path file = Files.createTempFile(folder, "new", ".jar");
        try (InputStream bytes = jar.open()) {
            Files.write(file, bytes.readAllBytes());
        }
        return file.toUri().toString();
    }

    /** Returns what was printed, and behind it the one line of the exception. */
    private String failure(String line) throws Exception {
        try (Shell shell = Shell.open(felix.context(), "")) {
            Exception thrown = assertThrows(IllegalStateException.class, () -> shell.run(line));
            assertEquals(1, thrown.getMessage().lines().count(), thrown.getMessage());
            return shell.console() + thrown.getMessage();
        }
    }

    private static void assertSays(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "expected \"" + part + "\" in: " + text);
        }
    }

    @Test
    void redeploy_newContent_runsAndIsAttached() throws Exception {
        String line = "nmr:redeploy provider "
                + url(ModuleJar.activator("provider").provider("npi.a").provider("more", "npi.b"));
        assertSays(felix.command(line), "provider [" + provider.getBundleId() + "] is redeployed: version 1.2.3 runs");
        assertSays(felix.command("nmr:list"), "provider  npi.b");
        assertSays(felix.command("nmr:bindings"), "1 binding");
        assertEquals(Bundle.ACTIVE, provider.getState());
    }

    @Test
    void redeploy_bundleThatOthersUse_restartsThem() throws Exception {
        assertSays(felix.command("nmr:redeploy npi " + url(ModuleJar.npi("1.1"))), "npi [", "is redeployed");
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }

    @Test
    void redeploy_contentThatIsNone_changesNothing() throws Exception {
        for (String content : List.of(
                "",
                folder.resolve("missing.jar").toUri().toString(),
                Files.writeString(folder.resolve("text.jar"), "text").toUri().toString(),
                url(ModuleJar.activator("other")))) {
            assertSays(
                    failure("nmr:redeploy provider " + content),
                    "provider [" + provider.getBundleId() + "]",
                    "is not redeployed, READ failed: ",
                    "everything is as before");
        }
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }

    @Test
    void redeploy_stuck_touchesNoBundle() throws Exception {
        Gate gate = new Gate(Reply.FORGET);
        scenario.on("provider greets client", gate);
        Task call = felix.async("stuck call", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        String said = failure(
                "nmr:redeploy provider " + url(ModuleJar.activator("provider").provider("npi.a")) + " --timeout 3s");
        assertSays(
                said,
                call.toString(),
                "is not redeployed, DRAIN failed: provider [",
                "no bundle was stopped, updated or refreshed",
                "modules ended or ending, to be stopped and started: provider [");
        assertEquals(Bundle.ACTIVE, provider.getState());
        gate.open();
        call.join();
    }

    @Test
    void redeploy_newContentDoesNotResolve_saysThatTheOldIsGone() throws Exception {
        String said = failure(
                "nmr:redeploy provider " + url(ModuleJar.activator("provider").usingOtherApi()));
        assertSays(said, "START failed", "the new content is installed and refreshed, and the old one is gone");
        String again =
                "nmr:redeploy provider " + url(ModuleJar.activator("provider").provider("npi.a"));
        assertSays(felix.command(again), "is redeployed");
        provider.start();
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }

    @Test
    void redeploy_modulesStopThrows_updatesAllTheSame() throws Exception {
        scenario.on("provider stopping", Step.fail(new IllegalStateException("of the module")));
        String said = failure(
                "nmr:redeploy provider " + url(ModuleJar.activator("provider").provider("npi.a")));
        assertSays(said, "STOP failed", "the old content is installed, and runs as before");
        scenario.on("provider stopping", () -> Reply.NORMAL);
        assertSays(felix.command("nmr:bindings"), "1 binding");
    }
}
