// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.support.Culprits.assertNames;

import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;

/** The log also names who is inside a callback that does not return, where the stopping thread is not waiting yet. */
class CallbackBlocksIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    @Test
    void stop_detachOfTheClientDoesNotReturn_logNamesTheThreadItsStackAndTheClient() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        felix.startRegistrar();
        Configurations.update(felix.context(), "nmr.registrar", Map.of("nmr.unload.report.after", 300));
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        Bundle client = felix.start(ModuleJar.activator("client").client("npi.a"));
        Gate gate = new Gate();
        felix.scenario().on("client detach provider", gate);
        Task stop = felix.async("stop provider", provider::stop);
        gate.awaitReached();

        String report = log.await("a callback is running on ");
        assertTrue(report.startsWith("WARNING module "), report);
        assertNames(
                List.of(
                        "of provider [" + provider.getBundleId() + "]",
                        "client [" + client.getBundleId() + "]",
                        "client CALLED",
                        "a callback is running on thread task: stop provider",
                        "at org.nmr.itests.modules.Side.detach("),
                report);

        gate.open();
        stop.join();
        assertEquals(
                List.of(),
                log.messages().stream()
                        .filter(message -> message.contains("has waited"))
                        .toList());
    }

    /** Foreign code that blocks on a thread of the registrar must not silence it. */
    @Test
    void stop_listenerOfTheChangeCountBlocks_isReportedAllTheSame() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        felix.startRegistrar();
        Configurations.update(felix.context(), "nmr.registrar", Map.of("nmr.unload.report.after", 300));
        Gate listener = new Gate();
        AllServiceListener blocking = event -> {
            if (event.getType() == ServiceEvent.MODIFIED) {
                listener.take();
            }
        };
        felix.context().addServiceListener(blocking, "(objectClass=org.nmr.diagnostics.RegistrarRuntime)");
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        listener.awaitReached();

        Gate detach = new Gate();
        felix.scenario().on("client detach provider", detach);
        Task stop = felix.async("stop provider", provider::stop);
        detach.awaitReached();
        log.await("a callback is running on ");

        felix.context().removeServiceListener(blocking);
        listener.open();
        detach.open();
        stop.join();
    }

    @Test
    void stop_loggerBlocks_endsWhenNobodyIsInside() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        felix.startRegistrar();
        Configurations.update(felix.context(), "nmr.registrar", Map.of("nmr.unload.report.after", 300));
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        felix.scenario().on("client detach provider", Step.PENDING);
        Gate logger = new Gate();
        Logger registrar = Logger.getLogger("org.nmr.registrar");
        registrar.setFilter(entry -> {
            logger.take();
            return true;
        });
        Task stop = felix.async("stop provider", provider::stop);
        try {
            logger.awaitReached();
            felix.scenario().perform("client completes provider");
            stop.join();
        } finally {
            registrar.setFilter(null);
            logger.open();
        }
        log.await("has waited");
    }
}
