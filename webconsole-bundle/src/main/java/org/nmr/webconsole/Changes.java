// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;
import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.nmr.diagnostics.RegistrarRuntime;

/** What a request can change: drain, redeploy, revoke, and cancel one of those. */
final class Changes {
    /** How long a request waits for an answer that says more than "has begun". */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Look look;
    private final Actions actions;
    private final Jobs jobs;

    Changes(Look look, Actions actions, Jobs jobs) {
        this.look = look;
        this.actions = actions;
        this.jobs = jobs;
    }

    /**
     * Does what the request asks for, and returns the job that does it.
     *
     * @param what the last part of the request's path
     */
    JobDTO begin(String what, HttpServletRequest request) throws Refused, InterruptedException {
        return switch (what) {
            case "drain" -> {
                long bundle = bundle(request);
                yield run(what, bundle, progress -> actions.drain(bundle, progress));
            }
            case "redeploy" -> {
                long bundle = bundle(request);
                yield run(what, bundle, progress -> actions.redeploy(bundle, progress));
            }
            case "revoke" -> revoke(parameter(request, "binding", "the id of a binding"));
            case "cancel" -> {
                jobs.cancel(number(request, "task"));
                yield new JobDTO();
            }
            default ->
                throw new Refused(SC_NOT_FOUND, "expected drain, redeploy, revoke or cancel, was \"" + what + "\"");
        };
    }

    private JobDTO run(String what, long bundle, Job.Work work) throws Refused, InterruptedException {
        String missing = actions.missing();
        if (!missing.isEmpty()) {
            throw new Refused(SC_SERVICE_UNAVAILABLE, missing);
        }
        return answer(jobs.begin(what, Long.toString(bundle), work));
    }

    /** On another thread, because the cleanups of modules run inside it, and may block. */
    private JobDTO revoke(String binding) throws Refused, InterruptedException {
        RegistrarRuntime runtime = look.required().runtime();
        return answer(jobs.begin("revoke", binding, progress -> runtime.revoke(binding)));
    }

    private JobDTO answer(Job job) throws Refused, InterruptedException {
        jobs.awaitAnswer(job, PATIENCE);
        return job.toDto();
    }

    private static long bundle(HttpServletRequest request) throws Refused {
        long bundle = number(request, "bundle");
        if (bundle == 0) {
            throw new Refused(SC_BAD_REQUEST, "bundle: expected another one than the framework itself, was 0");
        }
        return bundle;
    }

    private static long number(HttpServletRequest request, String name) throws Refused {
        String text = parameter(request, name, "a number");
        if (!text.matches("[0-9]{1,18}")) {
            throw new Refused(SC_BAD_REQUEST, name + ": expected a number, was \"" + text + "\"");
        }
        return Long.parseLong(text);
    }

    private static String parameter(HttpServletRequest request, String name, String expected) throws Refused {
        String value = request.getParameter(name);
        if (value == null || value.isBlank()) {
            throw new Refused(SC_BAD_REQUEST, name + ": expected " + expected + ", but there is none");
        }
        return value;
    }
}
