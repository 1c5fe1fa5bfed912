package dev.portside.domain.ratelimits;

/** Counts what the limiter decides; no label per key. Fast, thread-safe, never throws. */
public interface LimitMeter {
    void admitted();

    void denied();

    /** A denial was given from what this process remembers, without asking the store. */
    void local();

    /** The store did not answer in time, and the plan's {@link OnFailure} decided. */
    void failedOver();

    /** Counts nothing. */
    LimitMeter NONE = new LimitMeter() {
        @Override
        public void admitted() {}

        @Override
        public void denied() {}

        @Override
        public void local() {}

        @Override
        public void failedOver() {}
    };
}
