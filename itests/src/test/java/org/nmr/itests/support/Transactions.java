// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What users of a database do. */
public final class Transactions {
    private Transactions() {}

    /** Gets a connection, inserts a row, sees it, and commits. */
    public static void transact(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "create local temporary table if not exists work(name varchar) not persistent");
            int before = count(connection);
            run(connection, "insert into work values ('one')");
            assertEquals(before + 1, count(connection));
            connection.commit();
        }
    }

    /** Runs one statement. */
    public static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    /** Counts the rows of the table {@code work}. */
    public static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from work")) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }
}
