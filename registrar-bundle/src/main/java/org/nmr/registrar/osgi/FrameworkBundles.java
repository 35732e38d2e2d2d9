// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nmr.NetworkModule;
import org.nmr.Owner;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.registrar.core.InstalledBundles;
import org.nmr.registrar.report.Who;
import org.nmr.registrar.text.ForeignText;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;

/** Answers "why is it not loaded?" for bundles that have registered nothing, by what the framework knows of them. */
final class FrameworkBundles implements InstalledBundles {
    private final BundleContext context;

    FrameworkBundles(BundleContext context) {
        this.context = context;
    }

    /** Why a bundle has registered nothing. */
    private record Reason(String cause, String text, String nextStep) {}

    @Override
    public List<FindingDTO> named(String idOrName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> isNamed(bundle, idOrName))
                .map(FrameworkBundles::finding)
                .toList();
    }

    private static boolean isNamed(Bundle bundle, String idOrName) {
        return Long.toString(bundle.getBundleId()).equals(idOrName)
                || idOrName.equals(bundle.getSymbolicName())
                || ForeignText.of(BundleNames.owner(bundle).name()).equals(ForeignText.of(idOrName));
    }

    private static FindingDTO finding(Bundle bundle) {
        Owner owner = BundleNames.owner(bundle);
        Reason reason = reason(bundle);
        FindingDTO finding = new FindingDTO();
        finding.kind = "NOT_LOADED";
        finding.cause = reason.cause();
        finding.owner = new Who(owner, owner.name()).copy();
        finding.subject = "bundle " + BundleNames.name(bundle);
        finding.verdict = "bundle " + BundleNames.name(bundle) + " " + reason.text();
        finding.nextStep = reason.nextStep();
        return finding;
    }

    private static Reason reason(Bundle bundle) {
        long id = bundle.getBundleId();
        return switch (bundle.getState()) {
            case Bundle.INSTALLED ->
                new Reason(
                        "NOT_RESOLVED",
                        "is INSTALLED, but not resolved, so it has registered nothing",
                        "start " + id + "; if that fails, the exception says what is missing");
            case Bundle.RESOLVED -> notStarted(bundle);
            case Bundle.STARTING ->
                new Reason(
                        "STARTING",
                        "is STARTING, and has registered nothing yet",
                        "wait until its start() returns; if it is started lazily, that is when a class of it is"
                                + " used: start " + id);
            case Bundle.STOPPING ->
                new Reason(
                        "STOPPING",
                        "is STOPPING, and its modules have ended",
                        "wait until its stop() returns, then start it again: start " + id);
            case Bundle.ACTIVE -> active(bundle);
            default ->
                new Reason("UNINSTALLED", "is uninstalled, so it has registered nothing", "install and start it again");
        };
    }

    private static Reason notStarted(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        boolean isFragment = revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        return isFragment
                ? new Reason(
                        "FRAGMENT",
                        "is a fragment, which is not started and registers nothing",
                        "ask for its host bundle")
                : new Reason(
                        "NOT_STARTED",
                        "is RESOLVED, but not started, so it has registered nothing",
                        "start " + bundle.getBundleId() + "; if that fails, the exception says why");
    }

    private static Reason active(Bundle bundle) {
        Optional<ServiceReference<?>> unseen = published(bundle)
                .filter(reference -> !reference.isAssignableTo(own(), NetworkModule.class.getName()))
                .findFirst();
        if (unseen.isPresent()) {
            return new Reason(
                    "OTHER_API",
                    "is ACTIVE and publishes a NetworkModule, but of another copy of package org.nmr than the"
                            + " registrar's",
                    "let both import org.nmr from one bundle, then refresh " + bundle.getBundleId());
        }
        if (published(bundle).findAny().isPresent()) {
            return new Reason(
                    "NOTHING_REGISTERED",
                    "is ACTIVE and publishes a NetworkModule, which has registered nothing",
                    "look whether its register() registers a client or provider");
        }
        return new Reason(
                "NOTHING_PUBLISHED",
                "is ACTIVE and has registered nothing: it publishes no NetworkModule service",
                "let its activator extend NetworkModuleActivator, or publish a NetworkModule; if that is a component,"
                        + " scr:info says what it lacks");
    }

    private static Stream<ServiceReference<?>> published(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services == null
                ? Stream.empty()
                : Arrays.<ServiceReference<?>>stream(services)
                        .filter(reference -> Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS))
                                .contains(NetworkModule.class.getName()));
    }

    private static Bundle own() {
        return FrameworkUtil.getBundle(FrameworkBundles.class);
    }
}
