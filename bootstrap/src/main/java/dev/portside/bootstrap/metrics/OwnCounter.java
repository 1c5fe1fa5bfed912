package dev.portside.bootstrap.metrics;

import io.helidon.metrics.api.Counter;

/**
 * What this service counted of a counter that goes on when one is started after another in the same process.
 *
 * @param before what it stood at when this service began
 */
record OwnCounter(Counter counter, long before) {
    static OwnCounter of(Counter counter) {
        return new OwnCounter(counter, counter.count());
    }

    void increment() {
        counter.increment();
    }

    long count() {
        return counter.count() - before;
    }
}
