// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobsTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final Jobs jobs = new Jobs();

    @AfterEach
    void cancel() {
        jobs.close();
    }

    @Test
    void begin_whatEnds_isShownWithItsLinesAndOutcome() throws Exception {
        Job job = jobs.begin("drain", "12", progress -> {
            IntStream.range(0, 150).forEach(each -> progress.accept("step " + each));
            return "a\nb";
        });
        jobs.awaitAnswer(job, LONG);
        JobDTO dto = jobs.toDtos().get(0);
        assertEquals("DONE", dto.state);
        assertEquals("a\\u000ab", dto.outcome);
        assertEquals(100, dto.lines.size());
        assertEquals("step 149", dto.lines.get(99));
    }

    @Test
    void begin_whatRunsAlready_isRefused() throws Exception {
        begin("12");
        Refused refused = assertThrows(Refused.class, () -> begin("12"));
        assertEquals(409, refused.status());
        assertEquals("drain of 12 runs already; wait until it has ended, or cancel it", refused.line());
        assertEquals(1, jobs.toDtos().size());
    }

    @Test
    void begin_tooMuch_isRefused() throws Exception {
        for (int i = 0; i < 8; i++) {
            begin("bundle " + i);
        }
        assertEquals(503, assertThrows(Refused.class, () -> begin("one more")).status());
    }

    @Test
    void begin_many_forgetsTheOldestThatHasEnded() throws Exception {
        begin("0");
        for (int i = 1; i < 30; i++) {
            jobs.awaitAnswer(jobs.begin("drain", "" + i, progress -> ""), LONG);
        }
        List<String> subjects = jobs.toDtos().stream().map(each -> each.subject).toList();
        assertEquals(20, subjects.size());
        assertEquals("29", subjects.get(0));
        assertEquals("0", subjects.get(19));
    }

    @Test
    void cancel_whatRuns_interruptsIt() throws Exception {
        Job job = begin("12");
        jobs.cancel(job.id());
        assertEquals(409, assertThrows(Refused.class, () -> job.await(LONG)).status());
        assertEquals("FAILED", jobs.toDtos().get(0).state);
    }

    @Test
    void cancel_whatHasEnded_isRefused() throws Exception {
        Job job = jobs.begin("drain", "12", progress -> "");
        jobs.awaitAnswer(job, LONG);
        assertEquals(
                404, assertThrows(Refused.class, () -> jobs.cancel(job.id())).status());
    }

    @Test
    void changes_afterEachBeginAndEnd_isAnother() throws Exception {
        long before = jobs.changes();
        Job job = jobs.begin("drain", "12", progress -> "");
        long begun = jobs.changes();
        assertTrue(begun > before);
        jobs.awaitAnswer(job, LONG);
        jobs.begin("drain", "13", progress -> "").await(LONG);
        assertTrue(jobs.changes() > begun);
    }

    @Test
    void begin_whatThrowsAnError_hasFailed() throws Exception {
        Job job = jobs.begin("revoke", "1-1", progress -> {
            throw new StackOverflowError();
        });
        Refused refused = assertThrows(Refused.class, () -> jobs.awaitAnswer(job, LONG));
        assertEquals(500, refused.status());
        assertEquals("java.lang.StackOverflowError", refused.line());
    }

    private Job begin(String bundle) throws Refused {
        return jobs.begin("drain", bundle, progress -> {
            new CountDownLatch(1).await();
            return "";
        });
    }
}
