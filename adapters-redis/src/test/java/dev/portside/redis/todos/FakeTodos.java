package dev.portside.redis.todos;

import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.TodoPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A database of one number, which is what its pages say. */
final class FakeTodos {
    private enum State {
        THERE,
        AWAY,
        SLOW,
        SILENT
    }

    private final AtomicLong number = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);
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

    /** From now on the revision is told as often as {@link #answerOne} says. */
    void slowDown() {
        state = State.SLOW;
    }

    void answerOne() {
        answers.release();
    }

    /** How often the revision was asked for. */
    int asked() {
        return asked.get();
    }

    void comeBack() {
        state = State.THERE;
    }

    /** Lets go whoever waits for the silent one. */
    void end() {
        neverMore.countDown();
        answers.release(Integer.MAX_VALUE / 2);
    }

    long revision() {
        asked.incrementAndGet();
        if (state == State.SLOW) {
            answers.acquireUninterruptibly();
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

    private void answer() {
        if (state == State.SILENT) {
            try {
                neverMore.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
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
