package dev.portside.redis.todos;

import static java.lang.System.Logger.Level.DEBUG;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.redis.memory.NearPages;
import dev.portside.redis.todos.StoredRevision.Patience;
import dev.portside.redis.todos.StoredRevision.Question;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * are taken unless this instance knows of a later change. A slow database is waited for, as a page that is shown instead may
 * be older than its bound; one that is silent counts as away, and a page that its late answer finds to be outdated is dropped.
 *
 * <p>Cost: a page that is read is checked twice within its age bound, by one reader in the background, with a query of one
 * number. Hazard: an instance that reaches neither the database nor Redis shows what it has.
 */
public final class RedisTodoPages implements TodoPages, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RedisTodoPages.class.getName());
    private static final Patience PATIENCE = new Patience(Duration.ofMillis(250), Duration.ofSeconds(2));
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final StoredRevision revision;
    private final IntFunction<TodoPage> load;
    private final SharedPages shared;
    private final NearPages<Revised> near;
    private final AutoCloseable watch;
    private final LongAdder loads = new LongAdder();
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
        this.shared = shared;
        this.revision = new StoredRevision(revision, renew, patience);
        this.load = load;
        this.near = new NearPages<>(this::fetch, ageMax, known -> known.page().weight(), memory);
        this.watch = shared.watch(this::hear);
    }

    @Override
    public TodoPage page(int limit) {
        return near.get(limit).page();
    }

    private Revised fetch(int limit, Optional<Revised> before) {
        Question asked = revision.ask();
        OptionalLong now = asked.answer();
        if (now.isPresent()) {
            return current(limit, before, now.getAsLong());
        }
        Optional<Revised> known = lastKnown(limit, before);
        if (known.isPresent()) {
            asked.whenAnswered(late -> dropIfOutdated(known.get(), late));
            return known.get();
        }
        return current(
                limit,
                before,
                asked.neededAnswer().orElseThrow(() -> new Unavailable("the todos are away", RETRY_AFTER)));
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
        return before.or(() -> shared.find(limit).filter(known -> revision.isLatest(known.revision())));
    }

    private void dropIfOutdated(Revised shown, long now) {
        if (now != shown.revision()) {
            near.changed();
        }
    }

    @Override
    public void changed() {
        revision.changed();
        near.changed();
        if (telling.compareAndSet(false, true)) {
            StoredRevision.OWN_THREAD.execute(this::tellOthers);
        }
    }

    /** Changes that come meanwhile are told together. */
    private void tellOthers() {
        telling.set(false);
        try {
            revision.ask().neededAnswer().ifPresent(shared::tell);
        } catch (RuntimeException e) {
            // They find out when they check their pages; whoever fetches one here meets the fault and is told.
            LOG.log(DEBUG, "the todos' revision is not known", e);
        }
    }

    /** Called when another instance may have told something; must not wait. */
    private void hear() {
        CompletableFuture<Void> _ = shared.told()
                .thenAccept(told -> told.ifPresent(now -> {
                    if (revision.heard(now)) {
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
