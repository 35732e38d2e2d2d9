// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The command {@code demo}: starts the framework for the story that a bundle tells, and sees to it that it ends. */
final class Demo {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Demo() {}

    /** Returns the exit status. */
    static int run() throws IOException, BundleException, InterruptedException {
        PackedBundles packed = PackedBundles.read();
        FelixRuntime runtime = FelixRuntime.start(Map.of());
        runtime.start(packed.group(""));
        runtime.install(packed.group("demo"));
        runtime.install(packed.group("drain"));
        runtime.start(packed.group("story"));
        return tell("story", runtime.framework().getBundleContext());
    }

    /** Tells a story of the demo's bundle; returns the exit status. */
    static int tell(String name, BundleContext context) throws InterruptedException {
        return tell(story(name, context), LIMIT);
    }

    private static Callable<?> story(String name, BundleContext context) {
        String filter = "(nmr.demo=" + name + ")";
        try {
            @SuppressWarnings("rawtypes") // a class literal has no type arguments
            Collection<ServiceReference<Callable>> found = context.getServiceReferences(Callable.class, filter);
            return context.getService(found.iterator().next());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the exit status: 0 if the story says within the limit that it went well. */
    static int tell(Callable<?> story, Duration limit) throws InterruptedException {
        FutureTask<Object> telling = new FutureTask<>(story::call);
        Thread teller = new Thread(telling, "nmr-demo");
        teller.setDaemon(true);
        teller.start();
        try {
            return Boolean.TRUE.equals(telling.get(limit.toMillis(), TimeUnit.MILLISECONDS)) ? 0 : Main.FAILED;
        } catch (ExecutionException e) {
            System.err.println("nmr: the demo failed: " + e.getCause());
        } catch (TimeoutException e) {
            System.err.println(
                    "nmr: expected the demo to end within " + limit.toSeconds() + " s, but it hangs. All threads:");
            System.err.print(threads());
        }
        return Main.FAILED;
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            text.append(thread).append(' ').append(thread.getState()).append(System.lineSeparator());
            for (StackTraceElement frame : stack) {
                text.append("    at ").append(frame).append(System.lineSeparator());
            }
        });
        return text.toString();
    }
}
