// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceException;

/** A pool of others hands out connections, and goes only when each is closed. */
class DrainedPoolIT {
    private static final String NAMED = "nmr.drain=true;nmr.drain.handsout=java.sql.Connection";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private BundleContext user;

    @BeforeEach
    void startDrain() throws Exception {
        felix.start(Shipped.GOGO);
        felix.startRegistrar();
        felix.start(Shipped.DRAIN);
        List<Bundle> others = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("pool")))) {
            for (Path jar : jars.sorted().toList()) {
                others.add(felix.context().installBundle(jar.toUri().toString()));
            }
        }
        for (Bundle each : others) {
            if (each.getHeaders("").get("Fragment-Host") == null) {
                each.start();
            }
        }
        user = felix.start(ModuleJar.importing("user")).getBundleContext();
    }

    private DataSource pool() {
        return user.getService(user.getServiceReference(DataSource.class));
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from work")) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }

    /** Else the other tests would prove nothing. */
    @Test
    void stop_typeNotNamed_doesNotWaitForTheConnection() throws Exception {
        Bundle bundle = felix.start(ModuleJar.pool("pool", "nmr.drain=true"));
        Connection connection = pool().getConnection();
        bundle.stop();
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertEquals("com.zaxxer.hikari.pool", connection.getClass().getPackageName());
        connection.close();
    }

    @Test
    void stop_connectionNotClosed_waitsForItsTransaction() throws Exception {
        Bundle bundle = felix.start(ModuleJar.pool("pool", NAMED));
        DataSource pool = pool();
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        run(connection, "create table work(name varchar)");
        Task stop = felix.async("stop pool", bundle::stop).awaitBlocked();
        assertEquals(
                ServiceException.UNREGISTERED,
                assertThrows(ServiceException.class, pool::getConnection).getType());
        String why = felix.command("nmr:why pool").replaceAll("\\s+", " ");
        assertTrue(why.contains("java.sql.Connection handed out "), why);
        assertTrue(why.matches(".* ago by javax.sql.DataSource.getConnection of .*pool \\[.*"), why);
        assertTrue(why.matches(".*, to [^,]*user \\[\\d+\\], not closed.*"), why);
        run(connection, "insert into work values ('one')");
        assertEquals(1, count(connection));
        connection.commit();
        assertFalse(connection.isClosed());
        connection.close();
        stop.join();
        connection.close(); // closed already
        RuntimeException late = assertThrows(RuntimeException.class, connection::createStatement);
        assertEquals("org.nmr.DetachedException", late.getClass().getName());
    }

    @Test
    void stop_consumerStopsWithoutClosing_endsByTheDeadline() throws Exception {
        Bundle bundle = felix.start(ModuleJar.pool("pool", NAMED + ";nmr.unload.deadline=100"));
        Connection connection = pool().getConnection();
        bundle.stop();
        RuntimeException late = assertThrows(RuntimeException.class, connection::close);
        assertEquals("org.nmr.DetachedException", late.getClass().getName());
        log.await("was revoked");
    }

    @Test
    void update_heldPoolUnderLoad_failsNoTransaction() throws Exception {
        ModuleJar held = ModuleJar.pool("pool", NAMED + ";nmr.drain.hold=PT30S");
        Bundle bundle = felix.start(held);
        DataSource pool = pool();
        AtomicInteger done = new AtomicInteger();
        AtomicBoolean isOver = new AtomicBoolean();
        List<Task> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(felix.async("user " + i, () -> {
                while (!isOver.get()) {
                    transaction(pool);
                    done.incrementAndGet();
                }
            }));
        }
        for (int i = 0; i < 5; i++) {
            int before = done.get();
            Await.until("transactions", () -> done.get() > before + 20);
            felix.update(bundle, held);
        }
        int before = done.get();
        Await.until("transactions", () -> done.get() > before + 20);
        isOver.set(true);
        for (Task each : users) {
            each.join();
        }
    }

    private static void transaction(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "create local temporary table if not exists work(name varchar) not persistent");
            int before = count(connection);
            run(connection, "insert into work values ('one')");
            assertEquals(before + 1, count(connection));
            connection.commit();
        }
    }
}
