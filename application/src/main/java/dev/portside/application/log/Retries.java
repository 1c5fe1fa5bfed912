package dev.portside.application.log;

import dev.portside.domain.log.LogReader;
import dev.portside.domain.shared.Backoff;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Repeats work that failed for a reason that may pass, resting in between, until it succeeds or was repeated enough. */
final class Retries {
    private final LogReader reader;
    private final int retriesMax;
    private final Backoff backoff;
    private final RandomGenerator random;
    private volatile boolean stopped;

    Retries(LogReader reader, int retriesMax, Backoff backoff, RandomGenerator random) {
        this.reader = reader;
        this.retriesMax = retriesMax;
        this.backoff = backoff;
        this.random = random;
    }

    /** The work's result; the failure of the last try when all failed. */
    <R> R call(Supplier<R> work) throws InterruptedException {
        for (int retry = 1; ; retry++) {
            try {
                return work.get();
            } catch (RuntimeException | Error e) {
                if (!FailureKind.of(e).mayPass() || retry > retriesMax || stopped) {
                    throw e;
                }
                reader.rest(backoff.delay(retry, random));
            }
        }
    }

    /** From now on nothing is repeated. */
    void stop() {
        stopped = true;
    }
}
