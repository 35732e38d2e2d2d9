// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Dictionary;
import java.util.Hashtable;
import javax.sql.DataSource;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Publishes a pool of connections to a database in memory, and closes it when the bundle stops. */
public final class PoolActivator implements BundleActivator {
    private HikariDataSource pool;

    @Override
    public void start(BundleContext context) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("pool");
        config.setMaximumPoolSize(8);
        config.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
        config.addDataSourceProperty("url", "jdbc:h2:mem:pool");
        pool = new HikariDataSource(config);
        Dictionary<String, Object> properties = new Hashtable<>();
        for (String each :
                context.getBundle().getHeaders("").get("Itest-Properties").split(";")) {
            String[] pair = each.split("=", 2);
            properties.put(pair[0], pair[1]);
        }
        context.registerService(DataSource.class, pool, properties);
    }

    @Override
    public void stop(BundleContext context) {
        pool.close();
    }
}
