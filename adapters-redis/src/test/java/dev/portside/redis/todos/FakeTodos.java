package dev.portside.redis.todos;

import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.TodoPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A database of one number, which is what its pages say. */
final class FakeTodos {
    private enum State {
        THERE,
        AWAY,
        SLOW,
        SILENT,
        LOST
    }

    private final AtomicLong number = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<CountDownLatch> waiting = new ArrayList<>();
    private final CountDownLatch neverMore = new CountDownLatch(1);
    private volatile State state = State.THERE;

    /** The next number; nobody is told. */
    long change() {
        return number.incrementAndGet();
    }

    void goAway() {
        state = State.AWAY;
    }

    void fallSilent() {
        state = State.SILENT;
    }

    /** From now on the revision is told as often as {@link #answerOldest} says. */
    void slowDown() {
        state = State.SLOW;
    }

    /** To whoever has waited longest; someone must. */
    void answerOldest() {
        synchronized (waiting) {
            waiting.removeFirst().countDown();
        }
    }

    /** How many wait for a slow answer. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** How often the revision was asked for. */
    int asked() {
        return asked.get();
    }

    /** From now on the revision is told to nobody who has not asked for another connection. */
    void loseConnections() {
        state = State.LOST;
    }

    /** Whether this database can be asked on another connection; from then on it is. */
    boolean renew(Duration timeMax) {
        if (state == State.LOST) {
            state = State.THERE;
        }
        return state == State.THERE;
    }

    void comeBack() {
        state = State.THERE;
    }

    /** Lets go whoever waits for the silent one. */
    void end() {
        neverMore.countDown();
        synchronized (waiting) {
            waiting.forEach(CountDownLatch::countDown);
        }
    }

    long revision() {
        asked.incrementAndGet();
        if (state == State.SLOW || state == State.LOST) {
            waitForAnAnswer();
        }
        answer();
        return number.get();
    }

    TodoPage load(int limit) {
        answer();
        loads.incrementAndGet();
        String text = number.get() + " of " + limit;
        return new TodoPage(text.getBytes(StandardCharsets.UTF_8), "\"" + text + "\"", Optional.empty());
    }

    int loads() {
        return loads.get();
    }

    private void waitForAnAnswer() {
        CountDownLatch answer = new CountDownLatch(1);
        synchronized (waiting) {
            waiting.add(answer);
        }
        await(answer);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer() {
        if (state == State.SILENT) {
            await(neverMore);
        }
        if (state == State.AWAY || state == State.SILENT) {
            throw new Unavailable("the database is away", Duration.ofSeconds(1));
        }
    }

    /** The number that a page says. */
    static long number(TodoPage page) {
        return Long.parseLong(new String(page.json(), StandardCharsets.UTF_8).split(" ")[0]);
    }
}
