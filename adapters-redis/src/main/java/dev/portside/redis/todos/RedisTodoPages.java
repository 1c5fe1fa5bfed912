package dev.portside.redis.todos;

import static java.lang.System.Logger.Level.DEBUG;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.redis.memory.NearPages;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Pages of todos near their readers, behind them the pages in Redis that all instances share, and behind those the database.
 *
 * <p>Method: a page carries the revision of the todos that was stored before its loading began. Whoever fetches a page asks
 * the database for the revision first, and takes a page from Redis, or goes on with the one at hand, only if that is its
 * revision. So nothing that Redis keeps, loses or brings back can make a page older than the near one's age bound.
 * Redis tells the instances of changes as well, by client side caching of one key, so that they hear of most at once.
 *
 * <p>While the database is away nothing changes, as far as anybody can tell: pages at hand are shown on, and those in Redis
 * are taken unless this instance knows of a later change. A database that is slow, also on new connections, counts as away
 * until its answer comes: who has no page to show waits for that, and a page that it finds to be outdated is dropped.
 *
 * <p>Cost: a page that is read is checked twice within its age bound, by one reader in the background, with a query of one
 * number. Hazard: an instance that reaches neither the database nor Redis shows what it has.
 */
public final class RedisTodoPages implements TodoPages, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RedisTodoPages.class.getName());
    /** How long who has something to show waits for the revision, and who has nothing. */
    record Patience(Duration withPageMax, Duration withoutPageMax) {}

    private static final Patience PATIENCE = new Patience(Duration.ofMillis(250), Duration.ofSeconds(2));
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Executor OWN_THREAD =
            work -> Thread.ofVirtual().name("todo revision").start(work);

    private final Patience patience;
    private final LongSupplier revision;
    private final Predicate<Duration> renew;
    private final IntFunction<TodoPage> load;
    private final SharedPages shared;
    private final NearPages<Revised> near;
    private final AutoCloseable watch;
    private final LongAdder loads = new LongAdder();

    /** The latest revision that this instance has heard of. */
    private final AtomicLong latest = new AtomicLong();

    /** Changes made here, and how many of them the latest revision is known to include. */
    private final AtomicLong changes = new AtomicLong();

    private final AtomicLong included = new AtomicLong();
    private final AtomicBoolean telling = new AtomicBoolean();

    /**
     * @param revision of the todos; asks the database and throws {@link Unavailable} when it is away
     * @param renew whether the database answers within that time on a new connection, and is asked on new ones from then on
     * @param load makes the page of so many todos from what is stored now
     * @param ageMax how long a page is shown after it was last found to be current
     */
    public RedisTodoPages(
            SharedPages shared,
            LongSupplier revision,
            Predicate<Duration> renew,
            IntFunction<TodoPage> load,
            Duration ageMax,
            MemoryBudget memory) {
        this(shared, revision, renew, load, ageMax, memory, PATIENCE);
    }

    RedisTodoPages(
            SharedPages shared,
            LongSupplier revision,
            Predicate<Duration> renew,
            IntFunction<TodoPage> load,
            Duration ageMax,
            MemoryBudget memory,
            Patience patience) {
        this.patience = patience;
        this.shared = shared;
        this.revision = revision;
        this.renew = renew;
        this.load = load;
        this.near = new NearPages<>(this::fetch, ageMax, known -> known.page().weight(), memory);
        this.watch = shared.watch(this::hear);
    }

    @Override
    public TodoPage page(int limit) {
        return near.get(limit).page();
    }

    private Revised fetch(int limit, Optional<Revised> before) {
        CompletableFuture<Long> asked = ask();
        OptionalLong now = answer(asked, patience.withPageMax());
        if (now.isEmpty() && isThereAfterAll()) {
            asked = ask();
            now = answer(asked, patience.withPageMax());
        }
        if (now.isPresent()) {
            return current(limit, before, now.getAsLong());
        }
        Optional<Revised> known = lastKnown(limit, before);
        if (known.isPresent()) {
            dropIfOutdated(known.get(), asked);
            return known.get();
        }
        OptionalLong late = answer(asked, patience.withoutPageMax());
        if (late.isPresent()) {
            return current(limit, before, late.getAsLong());
        }
        throw new Unavailable("the todos are away", RETRY_AFTER);
    }

    /** The question may have been put on a connection that has lost its other side. */
    private boolean isThereAfterAll() {
        Duration timeMax = patience.withPageMax();
        return CompletableFuture.supplyAsync(() -> renew.test(timeMax), OWN_THREAD)
                .completeOnTimeout(false, timeMax.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private Revised current(int limit, Optional<Revised> before, long now) {
        return before.filter(known -> known.revision() == now)
                .or(() -> shared.find(limit).filter(known -> known.revision() == now))
                .orElseGet(() -> load(limit, now));
    }

    private Revised load(int limit, long now) {
        loads.increment();
        Revised loaded = new Revised(load.apply(limit), now);
        shared.keep(limit, loaded);
        return loaded;
    }

    private Optional<Revised> lastKnown(int limit, Optional<Revised> before) {
        return before.or(() -> shared.find(limit).filter(this::isLatest));
    }

    private void dropIfOutdated(Revised known, CompletableFuture<Long> asked) {
        CompletableFuture<Void> _ = asked.thenAccept(now -> {
            if (now != known.revision()) {
                near.changed();
            }
        });
    }

    private boolean isLatest(Revised known) {
        return included.get() == changes.get() && known.revision() >= latest.get();
    }

    /** Asks for the revision that is stored now. */
    private CompletableFuture<Long> ask() {
        long before = changes.get();
        return CompletableFuture.supplyAsync(revision::getAsLong, OWN_THREAD).thenApply(now -> {
            latest.accumulateAndGet(now, Math::max);
            included.accumulateAndGet(before, Math::max);
            return now;
        });
    }

    /** Empty when the database does not say in time. */
    private static OptionalLong answer(CompletableFuture<Long> asked, Duration timeMax) {
        try {
            return OptionalLong.of(asked.get(timeMax.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unavailable) {
                return OptionalLong.empty();
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException _) {
            return OptionalLong.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    @Override
    public void changed() {
        changes.incrementAndGet();
        near.changed();
        if (telling.compareAndSet(false, true)) {
            OWN_THREAD.execute(this::tellOthers);
        }
    }

    /** Changes that come meanwhile are told together. */
    private void tellOthers() {
        telling.set(false);
        try {
            answer(ask(), patience.withoutPageMax()).ifPresent(shared::tell);
        } catch (RuntimeException e) {
            // They find out when they check their pages; whoever fetches one here meets the fault and is told.
            LOG.log(DEBUG, "the todos' revision is not known", e);
        }
    }

    /** Called when another instance may have told something; must not wait. */
    private void hear() {
        CompletableFuture<Void> _ = shared.told()
                .thenAccept(told -> told.ifPresent(now -> {
                    if (latest.getAndAccumulate(now, Math::max) < now) {
                        near.changed();
                    }
                }));
    }

    @Override
    public long loads() {
        return loads.sum();
    }

    @Override
    public void close() throws Exception {
        watch.close();
    }
}
