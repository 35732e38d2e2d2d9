// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The command {@code run}: the user's jars, the load folder, and a prompt. */
final class Session {
    private final FelixRuntime runtime;
    private final Options options;
    private final Path load;
    private final LoadFolder folder;
    private final Doubles doubles;
    private final Waiting waiting;

    private Session(FelixRuntime runtime, Options options) {
        BundleContext context = runtime.framework().getBundleContext();
        this.runtime = runtime;
        this.options = options;
        load = options.load().toAbsolutePath().normalize();
        folder = new LoadFolder(options.load(), System.err);
        doubles = new Doubles(context, load, System.err);
        waiting = new Waiting(context, new Missing(context, load), System.err);
    }

    /** Returns the exit status, once the user or the end of input has stopped the framework. */
    static int run(Options options) throws UsageException, IOException, BundleException, InterruptedException {
        BundleFiles.check(options.jars());
        BundleFiles.createFolder(options.load());
        Web.check(options.web());
        options.reach().check();
        PackedBundles packed = PackedBundles.read();
        Prompt prompt = Prompt.choose();
        Map<String, String> settings = settings(options);
        settings.putAll(prompt.settings());
        FelixRuntime runtime = FelixRuntime.start(settings);
        ExitCommand exit = ExitCommand.publish(runtime.framework());
        Replacements replacements = Replacements.publish(runtime.framework().getBundleContext(), System.err);
        LogBridge.open(runtime.framework().getBundleContext(), replacements::isExpected);
        // Before the registrar and the commands are resolved: they use of the shell what they find then.
        runtime.install(packed.group("shell"));
        runtime.install(packed.group(prompt.group()));
        if (options.reach().isAlone()) {
            runtime.start(packed.group(""));
        } else {
            runtime.startNode(packed);
        }
        runtime.start(packed.group("drain"));
        runtime.start(packed.group("ops"));
        runtime.watchLeftovers();
        if (options.web() != 0) {
            runtime.start(packed.group("web"));
            HealthPage.configure(runtime.framework().getBundleContext());
            Web.explain(options.web(), settings, System.out);
        }
        new Session(runtime, options).load(packed);
        // Last, so that commands that are piped in find the bundles there.
        runtime.start(packed.group("shell"));
        prompt.prepare(runtime.home());
        runtime.start(packed.group(prompt.group()));
        return runtime.awaitStop(exit::status);
    }

    /** Installs and starts what the user wants, and follows the load folder. */
    private void load(PackedBundles packed) throws BundleException {
        Optional<Sample> sample = Sample.named(options.sample());
        if (sample.isPresent()) {
            runtime.start(sample.get().bundles(packed));
        }
        startAll(options.jars());
        List<Bundle> loaders = runtime.install(packed.group("load"));
        doubles.publish(loaders);
        for (Bundle loader : loaders) {
            loader.start();
        }
        waiting.begin();
        folder.look();
        Looks.each(System.err, folder::look, waiting::look, doubles::look);
        System.out.println("Network Module Registrar in Felix. Load folder: " + load);
        if (sample.isPresent()) {
            sample.get().explain(System.out);
        } else if (options.jars().isEmpty() && folder.isEmpty()) {
            Sample.printHint(packed, System.out);
        }
        System.out.println("\"help\" lists the commands, \"exit\" unloads all modules and ends.");
    }

    private static Map<String, String> settings(Options options) {
        Map<String, String> settings = new HashMap<>(options.web() == 0 ? Map.of() : Web.settings(options.web()));
        settings.putAll(options.reach().settings());
        settings.putAll(Map.of(
                "felix.fileinstall.dir", options.load().toAbsolutePath().toString(),
                "felix.fileinstall.poll", "1000",
                "felix.fileinstall.noInitialDelay", "true",
                "felix.fileinstall.start.level", Integer.toString(FelixRuntime.MODULES),
                "felix.fileinstall.log.level", "3",
                "felix.fileinstall.log.default", "jul"));
        return settings;
    }

    /** Installs all of them first, because they may need each other. */
    private void startAll(List<Path> jars) {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            try {
                String location = jar.toAbsolutePath().toUri().toString();
                bundles.add(runtime.framework().getBundleContext().installBundle(location));
            } catch (BundleException e) {
                System.err.println(BundleFiles.printable(
                        "nmr: cannot install " + jar + ": " + doubles.other(jar).orElse(e.getMessage())));
            }
        }
        bundles.forEach(Session::start);
    }

    /** A bundle that does not start stays installed, to be looked at from the prompt. */
    private static void start(Bundle bundle) {
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
            return;
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            if (Waiting.isWaiting(bundle)) {
                return; // it is said what is missing when all bundles are there
            }
            System.err.println(BundleFiles.printable("nmr: installed but not started: " + bundle + ": "
                    + Causes.inOneLine(e).orElseGet(() -> e.getMessage() + " " + Causes.text(e.getCause()))));
        }
    }
}
