// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.itests.support.Copied;
import org.nmr.itests.support.Load;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.nmr.itests.support.Transactions;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceException;

/** A pool of others hands out connections, and goes only when each is closed. */
class DrainedPoolIT extends DrainSetUp {
    private static final String NAMED = "nmr.drain=true;nmr.drain.handsout=java.sql.Connection";

    @BeforeEach
    void start() throws Exception {
        startDrain();
        Copied.startAll(felix, "pool");
    }

    private DataSource pool() {
        return user.getService(user.getServiceReference(DataSource.class));
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
        Transactions.run(connection, "create table work(name varchar)");
        Task stop = felix.async("stop pool", bundle::stop).awaitBlocked();
        assertEquals(
                ServiceException.UNREGISTERED,
                assertThrows(ServiceException.class, pool::getConnection).getType());
        String why = felix.command("nmr:why pool").replaceAll("\\s+", " ");
        assertTrue(why.contains("java.sql.Connection handed out "), why);
        assertTrue(why.matches(".* ago by javax.sql.DataSource.getConnection of .*pool \\[.*"), why);
        assertTrue(why.matches(".*, to [^,]*user \\[\\d+\\], not closed.*"), why);
        Transactions.run(connection, "insert into work values ('one')");
        assertEquals(1, Transactions.count(connection));
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
        try (Load load =
                Load.start(user, 4, DataSource.class.getName(), source -> Transactions.transact((DataSource) source))) {
            for (int i = 0; i < 5; i++) {
                load.awaitMore(20);
                felix.update(bundle, held);
            }
            load.awaitMore(20);
            assertEquals(0, load.cut() + load.refused(), load::toString);
        }
    }
}
