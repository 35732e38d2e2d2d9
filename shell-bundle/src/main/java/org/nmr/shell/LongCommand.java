// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command of Gogo that may wait for a module on a thread of its own. It is interrupted when somebody presses
 * Ctrl-C. Then only the prompt comes back, because nobody can interrupt a framework that stops a bundle.
 */
final class LongCommand implements Function {
    private final String name;
    private final Blockers blockers;

    LongCommand(String name, Blockers blockers) {
        this.name = name;
        this.blockers = blockers;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) throws Exception {
        Function gogo = (Function) session.get("felix:" + name);
        String line = name + arguments.stream().map(each -> " " + each).collect(Collectors.joining());
        // Gogo changes the list that it is given.
        FutureTask<Object> work = new FutureTask<>(() -> gogo.execute(session, new ArrayList<>(arguments)));
        Thread worker = new Thread(work, "nmr-shell " + line);
        worker.setDaemon(true);
        worker.start();
        List<String> names = arguments.stream().map(String::valueOf).toList();
        Progress progress = new Progress(
                line,
                System.out,
                () -> blockers.of(finding ->
                        names.contains(Long.toString(finding.owner.bundle)) || names.contains(finding.owner.name)));
        try (Interrupts interrupts = Interrupts.ofThisThread(session)) {
            return progress.await(work);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (InterruptedException prompt) {
            // Not to System.out: an interrupt closes its channel if it comes while this thread writes.
            session.getConsole().println(line + " goes on; nmr:why tells what it waits for");
            session.getConsole().flush();
            return null;
        }
    }
}
