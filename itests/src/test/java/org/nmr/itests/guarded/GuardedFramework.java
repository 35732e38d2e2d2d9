// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.guarded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.condpermadmin.ConditionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionAdmin;
import org.osgi.service.condpermadmin.ConditionalPermissionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionUpdate;
import org.osgi.service.permissionadmin.PermissionInfo;

/**
 * The main class of that JVM. Grants everybody everything, so that each bundle may do what its own file of permissions
 * says. Starts the jars that are its arguments, stops them in reverse order, and prints what fails.
 */
public final class GuardedFramework {
    private GuardedFramework() {}

    /** Runs it; the paths of the jars are the arguments. */
    public static void main(String... jars) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_SECURITY,
                        Constants.FRAMEWORK_SECURITY_OSGI,
                        Constants.FRAMEWORK_STORAGE,
                        Files.createTempDirectory("guarded").toString()));
        framework.start();
        grantEverything(framework.getBundleContext());
        List<Bundle> bundles = new ArrayList<>();
        for (String jar : jars) {
            bundles.add(framework
                    .getBundleContext()
                    .installBundle(Path.of(jar).toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            attempt(bundle, "start", bundle::start);
        }
        awaitAbsenceReports();
        System.out.println("attached: " + attached(framework.getBundleContext()));
        new GuardedOperator(framework.getBundleContext()).useAll();
        for (int i = bundles.size() - 1; i >= 0; i--) {
            attempt(bundles.get(i), "stop", bundles.get(i)::stop);
        }
        framework.stop();
        framework.waitForStop(10_000);
        System.exit(0);
    }

    private static void grantEverything(BundleContext context) {
        ConditionalPermissionAdmin admin =
                context.getService(context.getServiceReference(ConditionalPermissionAdmin.class));
        ConditionalPermissionUpdate update = admin.newConditionalPermissionUpdate();
        update.getConditionalPermissionInfos()
                .add(admin.newConditionalPermissionInfo(
                        "all",
                        new ConditionInfo[0],
                        new PermissionInfo[] {new PermissionInfo("java.security.AllPermission", "", "")},
                        ConditionalPermissionInfo.ALLOW));
        update.commit();
    }

    /** Returns when each module that waits for a registrar has one, or has said that there is none. */
    private static void awaitAbsenceReports() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("nmr-absence")) {
                thread.join(10_000);
            }
        }
    }

    /** By reflection, because the API is in a bundle. */
    private static Object attached(BundleContext context) throws Exception {
        ServiceReference<?>[] runtimes = context.getAllServiceReferences("org.nmr.diagnostics.RegistrarRuntime", null);
        if (runtimes == null) {
            return "no registrar";
        }
        Object runtime = context.getService(runtimes[0]);
        Object registrar = Stream.of(runtime.getClass().getMethods())
                .filter(method -> method.getName().equals("getRegistrar"))
                .findFirst()
                .orElseThrow()
                .invoke(runtime);
        return registrar.getClass().getField("attachedCount").get(registrar);
    }

    private static void attempt(Bundle bundle, String what, Action action) {
        try {
            action.run();
            System.out.println(bundle.getSymbolicName() + ": " + what + " ok");
        } catch (BundleException e) {
            System.out.println(bundle.getSymbolicName() + ": " + what + " failed: " + e.getCause());
        }
    }

    /** What a bundle is made to do. */
    private interface Action {
        void run() throws BundleException;
    }
}
