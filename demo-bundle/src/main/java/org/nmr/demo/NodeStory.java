// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * What the other node of {@code ./nmr demo --nodes 2} does: starts the provider, and takes orders until its standard
 * input ends. So it also ends when the JVM that gives the orders is killed.
 */
final class NodeStory implements Callable<Boolean> {
    private final BundleContext context;

    NodeStory(BundleContext context) {
        this.context = context;
    }

    /** Returns true when the provider is unloaded. */
    @Override
    public Boolean call() throws Exception {
        Stage stage = new Stage(context);
        stage.provider().start();
        answer("started");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            obey(order, stage);
        }
        stage.provider().stop();
        return true;
    }

    private static void obey(String order, Stage stage) throws BundleException, IOException {
        switch (order) {
            case "update" -> answer("update " + stage.update(stage.provider()));
            case "stop" -> {
                stage.provider().stop();
                answer("stop");
            }
            case "count" -> answer("count " + ProviderCount.of(stage.providers()));
            default -> throw new IOException("expected an order, but it was \"" + order + "\"");
        }
    }

    private static void answer(String line) {
        System.out.println(OtherNode.ANSWER + line);
        System.out.flush();
    }
}
