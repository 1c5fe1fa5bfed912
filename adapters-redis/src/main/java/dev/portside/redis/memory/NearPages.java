package dev.portside.redis.memory;

import static java.lang.System.Logger.Level.DEBUG;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.Todos;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/**
 * Pages by the number of todos on them, kept near their readers. Of those who miss a page one fetches it and the others wait
 * for that. A page that may still be shown is fetched anew in the background, so that nobody waits for it.
 *
 * @param <V> a page with what its binding knows of it
 */
public final class NearPages<V> {
    /** Where pages come from. */
    @FunctionalInterface
    public interface Source<V> {
        /**
         * The page as it is now.
         *
         * @param before what is to be replaced, unless it is known to be outdated
         */
        V fetch(int limit, Optional<V> before);
    }

    private static final System.Logger LOG = System.getLogger(NearPages.class.getName());
    private static final Duration JOIN_MAX = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long BYTES_MAX = 16L << 20;

    private final NearCache<V> near;
    private final Source<V> source;

    /**
     * @param ageMax how long a page is shown at most after its fetching began
     * @param bytes what a page takes
     */
    public NearPages(Source<V> source, Duration ageMax, ToIntFunction<V> bytes, MemoryBudget memory) {
        this.source = source;
        this.near = new NearCache<>(Todos.PAGE_SIZE_MAX + 1, ageMax, BYTES_MAX, bytes, memory, System::nanoTime);
    }

    /** The page. Throws what the source throws, {@link Unavailable} when it takes too long. */
    public V get(int limit) {
        V fresh = near.fresh(limit);
        return fresh != null ? fresh : missed(limit);
    }

    private V missed(int limit) {
        return switch (near.enter(limit)) {
            case NearCache.Found.Hit<V> hit -> hit.value();
            case NearCache.Found.Join<V> join -> join(join.fill());
            case NearCache.Found.Owe<V> owe -> {
                V shown = near.fresh(limit);
                if (shown == null) {
                    yield fetch(limit, owe.fill());
                }
                Thread.ofVirtual().name("page refresh").start(() -> refresh(limit, owe.fill()));
                yield shown;
            }
        };
    }

    private void refresh(int limit, NearCache.Fill<V> fill) {
        try {
            V _ = fetch(limit, fill);
        } catch (RuntimeException e) {
            // Whoever needs the page then fetches it and is told.
            LOG.log(DEBUG, "a page could not be fetched anew", e);
        }
    }

    private V fetch(int limit, NearCache.Fill<V> fill) {
        try {
            V page = source.fetch(limit, fill.before());
            near.publish(fill, page);
            return page;
        } catch (RuntimeException | Error e) {
            Optional<V> before = near.abandon(fill, e);
            if (before.isPresent()) {
                return before.get();
            }
            throw e;
        }
    }

    private static <V> V join(NearCache.Fill<V> fill) {
        try {
            return fill.result().get(JOIN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException _) {
            throw new Unavailable("the todos take too long to load", RETRY_AFTER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the service is stopping", RETRY_AFTER);
        }
    }

    /** From now on no page is shown whose fetching began before. Never blocks. */
    public void changed() {
        near.invalidate();
    }
}
