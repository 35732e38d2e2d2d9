// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Copied;
import org.nmr.itests.support.Load;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.PlainJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Transactions;
import org.osgi.framework.Bundle;

/** Bundles of others, unchanged, which provide services and use those of each other, are updated under load. */
class DrainedThirdPartyIT extends DrainSetUp {
    private static final int UPDATES = 3;
    private static final String EXECUTOR = "org.apache.felix.hc.api.execution.HealthCheckExecutor";

    @BeforeEach
    void start() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        Copied.start(felix, "pool", "slf4j-api-", "slf4j-nop-");
        startComponents();
        startDrain();
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return user.getBundle().loadClass(name);
    }

    /**
     * The executor of the one bundle calls the check of the other one. A check that ends under the call has closed its
     * trackers, and says that the service is missing.
     */
    @Test
    void update_healthChecksOfFelixUnderLoad_noCheckEndsUnderACall() throws Exception {
        configure(Map.of("filter", "(objectClass=org.apache.felix.hc.api.*)"));
        Copied.install(
                felix, "surfaces", "asm", "org.apache.aries.spifly.", "slf4j-", "commons-", "org.apache.felix.http.");
        Copied.start(felix, "surfaces", "org.apache.felix.eventadmin-", "org.apache.felix.healthcheck.api-");
        Bundle core = Copied.start(felix, "surfaces", "org.apache.felix.healthcheck.core-")
                .get(0);
        Bundle checks = Copied.start(felix, "others", "org.apache.felix.healthcheck.generalchecks-")
                .get(0);
        Configurations.create(
                felix.context(),
                "org.apache.felix.hc.generalchecks.ServicesCheck",
                Map.of(
                        "hc.name", "ours",
                        "hc.tags", new String[] {"ours"},
                        "services.list", new String[] {Scenario.class.getName()}));
        awaitDrained("org.apache.felix.hc.api.HealthCheck");
        awaitDrained(EXECUTOR);
        try (Load load = Load.start(user, 4, EXECUTOR, this::check)) {
            for (int i = 0; i < UPDATES; i++) {
                load.awaitMore(50);
                Copied.update(checks, "others", "org.apache.felix.healthcheck.generalchecks-");
                load.awaitMore(50);
                Copied.update(core, "surfaces", "org.apache.felix.healthcheck.core-");
            }
            load.awaitMore(50);
            assertEquals(0, load.cut(), load::toString);
        }
        Object executor = user.getService(user.getServiceReference(EXECUTOR));
        Await.until("the check is back", () -> List.of("OK").equals(statuses(executor)));
    }

    private void check(Object executor) {
        assertFalse(statuses(executor).contains("TEMPORARILY_UNAVAILABLE"));
    }

    private List<String> statuses(Object executor) {
        String api = "org.apache.felix.hc.api.execution.HealthCheck";
        try {
            Class<?> selectors = type(api + "Selector");
            Class<?> options = type(api + "ExecutionOptions");
            Object ours = selectors.getMethod("tags", String[].class).invoke(null, (Object) new String[] {"ours"});
            Object now = options.getMethod("setForceInstantExecution", boolean.class)
                    .invoke(options.getConstructor().newInstance(), true);
            List<String> statuses = new ArrayList<>();
            for (Object each : (List<?>)
                    type(EXECUTOR).getMethod("execute", selectors, options).invoke(executor, ours, now)) {
                Object result = type(api + "ExecutionResult")
                        .getMethod("getHealthCheckResult")
                        .invoke(each);
                Class<?> results = type("org.apache.felix.hc.api.Result");
                statuses.add(String.valueOf(results.getMethod("getStatus").invoke(result)));
            }
            return statuses;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(thrown.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pax JDBC makes a data source of H2's factory, and withdraws it when that goes. */
    @Test
    void update_databaseAndItsDataSourceOfPaxUnderLoad_cutsNoTransactionOff() throws Exception {
        configure(Map.of(
                "filter",
                "(|(objectClass=javax.sql.DataSource)(objectClass=org.osgi.service.jdbc.DataSourceFactory))",
                "handsout",
                "java.sql.Connection"));
        Copied.start(
                felix,
                "others",
                "org.osgi.service.jdbc-",
                "org.apache.servicemix.bundles.jasypt-",
                "geronimo-jta_1.1_spec-");
        Bundle database = Copied.start(felix, "pool", "h2-").get(0);
        Bundle config = Copied.start(felix, "others", "pax-jdbc-pool-common-", "pax-jdbc-config-")
                .get(1);
        Configurations.create(
                felix.context(),
                "org.ops4j.datasource",
                Map.of(
                        "osgi.jdbc.driver.class", "org.h2.Driver",
                        "dataSourceName", "work",
                        "url", "jdbc:h2:mem:work"));
        awaitDrained("javax.sql.DataSource");
        awaitDrained("org.osgi.service.jdbc.DataSourceFactory");
        try (Load load =
                Load.start(user, 4, DataSource.class.getName(), source -> Transactions.transact((DataSource) source))) {
            for (int i = 0; i < UPDATES; i++) {
                load.awaitMore(20);
                Copied.update(database, "pool", "h2-");
                load.awaitMore(20);
                Copied.update(config, "others", "pax-jdbc-config-");
            }
            load.awaitMore(20);
            assertEquals(0, load.cut(), load::toString);
        }
    }

    /**
     * The container of Aries lets calls wait while there is no service. On JDK 25 it publishes no bean, also where the
     * service is not drained.
     */
    @Test
    @DisabledForJreRange(minVersion = 24, disabledReason = "Aries Blueprint 1.10.3 does not work there")
    void update_providerOfABeanOfAriesBlueprintUnderLoad_cutsNoCallOff() throws Exception {
        Copied.start(felix, "surfaces", "asm-");
        Copied.start(
                felix,
                "others",
                "org.apache.aries.proxy-",
                "org.apache.aries.blueprint.api-",
                "org.apache.aries.blueprint.core-");
        ModuleJar jar = ModuleJar.worker("worker", "nmr.drain=true");
        Bundle worker = felix.start(jar);
        felix.start(PlainJar.blueprintUser("beans"));
        try (Load load =
                Load.start(user, 4, Supplier.class.getName(), bean -> ((Work) ((Supplier<?>) bean).get()).on("load"))) {
            for (int i = 0; i < 2 * UPDATES; i++) {
                load.awaitMore(100);
                felix.update(worker, jar);
            }
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
        }
        assertTrue(services().contains("beans ["), this::services);
    }
}
