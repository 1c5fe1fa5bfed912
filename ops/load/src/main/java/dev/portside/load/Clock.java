package dev.portside.load;

import java.util.concurrent.TimeUnit;

/** Time as the generator sees it, in nanoseconds since some moment. */
public interface Clock {
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        }
    };

    long nanos();

    /** Returns at once when that moment has passed. */
    void sleepUntil(long nanos) throws InterruptedException;
}
