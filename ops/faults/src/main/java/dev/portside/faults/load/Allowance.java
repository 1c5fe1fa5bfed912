package dev.portside.faults.load;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many tasks clients may ask for. */
public final class Allowance {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private int tasks = Integer.MAX_VALUE;

    void set(int allowed) {
        lock.lock();
        try {
            tasks = allowed;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Allows at least so many. */
    void raise(int allowed) {
        lock.lock();
        try {
            set(Math.max(tasks, allowed));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the task of this number may be asked for. */
    public void await(int number) throws InterruptedException {
        lock.lock();
        try {
            while (number > tasks) {
                raised.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
