package dev.portside.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What callers were answered. */
final class Answers {
    private static final int DIGITS = 3;

    private final Histogram latencies = new Histogram(DIGITS);
    private final List<String> samples = new ArrayList<>();
    private final String status;
    private final int sampling;
    private boolean mayBeRefused;
    private long refused;
    private long end;

    /**
     * @param status that each must have
     * @param sampling of how many answers one's text is kept
     */
    Answers(String status, int sampling) {
        this.status = status;
        this.sampling = sampling;
    }

    /** Counts those that are 503 apart, instead of failing at the first one: under more load than a machine can carry. */
    Answers orRefusals() {
        mayBeRefused = true;
        return this;
    }

    /** @param now nanoseconds since the first call */
    void add(Caller caller, long now) throws IOException {
        end = now;
        if (mayBeRefused && caller.hasStatus("503")) {
            refused++;
            return;
        }
        if (!caller.hasStatus(status)) {
            throw new IOException("not accepted: " + caller.text());
        }
        if (count() % sampling == 0) {
            samples.add(caller.text());
        }
        latencies.recordValue(now - caller.due());
    }

    long refused() {
        return refused;
    }

    long count() {
        return latencies.getTotalCount();
    }

    /** Nanoseconds from the first call to the last answer. */
    long nanos() {
        return end;
    }

    /** How many nanoseconds after it was due each call was answered. */
    Histogram latencies() {
        return latencies;
    }

    List<String> samples() {
        return samples;
    }
}
