// SPDX-License-Identifier: Apache-2.0
package org.nmr.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The health checks with the tag {@code nmr}. The first entry of a result is the verdict of what is most serious, the
 * last one says what to do next: the texts of the findings.
 */
enum Checks {
    /** An end has lasted longer than the report delay. */
    UNLOAD("NMR unload over limit", "no unload has lasted longer than its report delay"),

    /** A client requires a provider and has none. */
    REQUIRED("NMR required NPI without provider", "each client has the provider that it requires"),

    /** A binding was revoked, so a thread may be inside the code of a bundle that is gone. */
    REVOKED("NMR something was revoked", "nothing was revoked since the registrar has started");

    static final String TAG = "nmr";

    private static final String AFTER_REVOCATION = "Find out with the log why it did not end. Restart the JVM when"
            + " possible: a thread may still be inside the code of a bundle that is gone";

    private final String title;
    private final String healthy;

    Checks(String title, String healthy) {
        this.title = title;
        this.healthy = healthy;
    }

    /** Returns the name of the check. */
    String title() {
        return title;
    }

    static List<ServiceRegistration<?>> publish(BundleContext context, RegistrarRuntime runtime) {
        List<ServiceRegistration<?>> published = new ArrayList<>();
        for (Checks check : values()) {
            HealthCheck service = () -> check.result(runtime);
            published.add(context.registerService(
                    HealthCheck.class,
                    service,
                    FrameworkUtil.asDictionary(
                            Map.of(HealthCheck.NAME, check.title, HealthCheck.TAGS, new String[] {TAG}))));
        }
        return published;
    }

    Result result(RegistrarRuntime runtime) {
        ResultLog log = look(runtime);
        if (!log.iterator().hasNext()) {
            log.add(new ResultLog.Entry(Result.Status.OK, healthy));
        }
        return new Result(log);
    }

    private ResultLog look(RegistrarRuntime runtime) {
        return switch (this) {
            case UNLOAD -> unloads(runtime);
            case REQUIRED -> required(runtime);
            case REVOKED -> revoked(runtime);
        };
    }

    private static ResultLog unloads(RegistrarRuntime runtime) {
        return log(
                Result.Status.CRITICAL,
                runtime.getFindings().stream()
                        .filter(finding -> finding.unload != null && finding.serious)
                        .toList());
    }

    private static ResultLog required(RegistrarRuntime runtime) {
        Set<String> unmet = runtime.getRegistrar().registrations.stream()
                .filter(registration -> registration.unsatisfiedMillis >= 0)
                .map(registration -> registration.npi)
                .collect(Collectors.toSet());
        if (unmet.isEmpty()) {
            return new ResultLog();
        }
        return log(
                Result.Status.WARN,
                runtime.getFindings().stream()
                        .filter(finding -> finding.unload == null && unmet.contains(finding.npi))
                        .toList());
    }

    private static ResultLog revoked(RegistrarRuntime runtime) {
        RegistrarDTO registrar = runtime.getRegistrar();
        ResultLog log = new ResultLog();
        if (!registrar.revocations.isEmpty()) {
            registrar.revocations.forEach(text -> log.add(new ResultLog.Entry(
                    Result.Status.WARN, text.lines().findFirst().orElse(text))));
            log.add(new ResultLog.Entry(Result.Status.WARN, AFTER_REVOCATION));
        }
        return log;
    }

    /** The first finding is the most serious: its verdict comes first, its next step last. */
    private static ResultLog log(Result.Status status, List<FindingDTO> findings) {
        ResultLog log = new ResultLog();
        if (findings.isEmpty()) {
            return log;
        }
        FindingDTO first = findings.get(0);
        log.add(new ResultLog.Entry(status, first.verdict));
        first.details.forEach(line -> log.add(new ResultLog.Entry(Result.Status.OK, line)));
        for (FindingDTO other : findings.subList(1, findings.size())) {
            log.add(new ResultLog.Entry(status, other.verdict));
            addStep(log, other);
        }
        addStep(log, first);
        return log;
    }

    private static void addStep(ResultLog log, FindingDTO finding) {
        if (!finding.nextStep.isEmpty()) {
            log.add(new ResultLog.Entry(Result.Status.OK, finding.nextStep));
        }
    }
}
