package dev.portside.faults.load;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many tasks clients may ask for. */
final class Allowance {
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

    /** Waits until the task of this number may be asked for. */
    void await(int number) throws InterruptedException {
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
