package dev.portside.faults.load;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many tasks clients may ask for: some of them now, more of them later, and then no more. */
public final class Allowance {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int last;
    private int tasks = Integer.MAX_VALUE;

    /** @param last the number of the last task; at first all may be asked for */
    public Allowance(int last) {
        this.last = last;
    }

    /** No end, and nothing at first: a {@link Pace} lets more and more of them be asked for. */
    public static Allowance paced() {
        Allowance allowance = new Allowance(Integer.MAX_VALUE);
        allowance.set(0);
        return allowance;
    }

    void set(int allowed) {
        change(() -> tasks = allowed);
    }

    /** Allows at least so many. */
    void raise(int allowed) {
        change(() -> tasks = Math.max(tasks, allowed));
    }

    /** No further task may be asked for. */
    void end() {
        change(() -> last = 0);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the task of this number may be asked for; false when it never may. */
    public boolean await(int number) throws InterruptedException {
        lock.lock();
        try {
            while (number <= last && number > tasks) {
                changed.await();
            }
            return number <= last;
        } finally {
            lock.unlock();
        }
    }
}
