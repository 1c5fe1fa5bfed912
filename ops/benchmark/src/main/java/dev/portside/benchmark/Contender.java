package dev.portside.benchmark;

import java.io.IOException;
import java.time.Duration;

/** Takes tasks, each of which changes a record, as fast as it can. */
interface Contender {
    int CALLERS = 64;

    /** Every caller hands in one task after the other until the time is over; then all are applied. */
    Throughput throughput(Duration time) throws IOException, InterruptedException;
}
