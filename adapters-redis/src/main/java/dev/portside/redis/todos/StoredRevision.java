package dev.portside.redis.todos;

import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The revision of the todos that are stored: what the database says when it is asked, and what this instance has heard of it.
 *
 * <p>Method: a question that is not answered quickly is put once more, on a new connection, if the database answers on one
 * as quickly: connections may have lost their other side, of which nobody is told. The first answer counts. A database is
 * slow for as long as the patience lasts, and waited for; then it is silent, and until it answers a question again nobody
 * who can do without waits for more than a quick answer.
 */
final class StoredRevision {
    /**
     * How long an answer is waited for.
     *
     * @param quickMax after which the connection is doubted, and all the time that a silent database is given
     * @param slowMax all the time that a slow database is given
     */
    record Patience(Duration quickMax, Duration slowMax) {}

    static final Executor OWN_THREAD =
            work -> Thread.ofVirtual().name("todo revision").start(work);

    private final LongSupplier stored;
    private final Predicate<Duration> renew;
    private final Patience patience;

    /** The latest revision that this instance has heard of. */
    private final AtomicLong latest = new AtomicLong();

    /** Changes made here, and how many of them the latest revision is known to include. */
    private final AtomicLong changes = new AtomicLong();

    private final AtomicLong included = new AtomicLong();
    private volatile boolean silent;

    /**
     * @param stored asks the database and throws {@link Unavailable} when it is away
     * @param renew whether the database answers within that time on a new connection, and is asked on new ones from then on
     */
    StoredRevision(LongSupplier stored, Predicate<Duration> renew, Patience patience) {
        this.stored = stored;
        this.renew = renew;
        this.patience = patience;
    }

    /** A question that was put to the database. Every wait for its answer counts from there. */
    final class Question {
        private final long putAt = System.nanoTime();
        private final CompletableFuture<Long> answer = putTwice();

        private Question() {}

        /** For who can do without: empty when the database is away, or has not answered in time. */
        OptionalLong answer() {
            return within(silent ? patience.quickMax() : patience.slowMax());
        }

        /** For who cannot do without: waits for a silent database as long as for a slow one. */
        OptionalLong neededAnswer() {
            return within(patience.slowMax());
        }

        /** Whenever the answer comes, if it does. */
        void whenAnswered(LongConsumer told) {
            CompletableFuture<Void> _ = answer.thenAccept(told::accept);
        }

        private OptionalLong within(Duration timeMax) {
            long left = putAt + timeMax.toNanos() - System.nanoTime();
            try {
                return OptionalLong.of(answer.get(left, TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Unavailable) {
                    return OptionalLong.empty();
                }
                throw new IllegalStateException(e.getCause());
            } catch (TimeoutException _) {
                silent = true;
                return OptionalLong.empty();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return OptionalLong.empty();
            }
        }
    }

    /** Asks for the revision that is stored now. */
    Question ask() {
        return new Question();
    }

    private CompletableFuture<Long> putTwice() {
        CompletableFuture<Long> first = put();
        Executor later =
                CompletableFuture.delayedExecutor(patience.quickMax().toNanos(), TimeUnit.NANOSECONDS, OWN_THREAD);
        return CompletableFuture.supplyAsync(() -> !first.isDone() && renew.test(patience.quickMax()), later)
                .thenCompose(renewed -> renewed ? put() : first)
                .applyToEither(first, Function.identity());
    }

    private CompletableFuture<Long> put() {
        long before = changes.get();
        return CompletableFuture.supplyAsync(stored::getAsLong, OWN_THREAD).thenApply(now -> {
            latest.accumulateAndGet(now, Math::max);
            included.accumulateAndGet(before, Math::max);
            silent = false;
            return now;
        });
    }

    /** This instance changed todos. */
    void changed() {
        changes.incrementAndGet();
    }

    /** Another instance says that this is stored. Returns whether that is news. */
    boolean heard(long told) {
        return latest.getAndAccumulate(told, Math::max) < told;
    }

    /** Whether nothing later is known here. */
    boolean isLatest(long known) {
        return included.get() == changes.get() && known >= latest.get();
    }
}
