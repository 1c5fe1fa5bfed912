package dev.portside.postgres.users;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.OutboxEntry;
import dev.portside.domain.users.OutboxStats;
import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserOutbox;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The outbox in PostgreSQL. An event stays where its change put it; what comes and goes is a short row that says that it is
 * unsent, and one row for a batch that says who is sending it. So a batch costs its relay one row to claim and one deletion
 * per event to end, and no row is ever changed. Every step is one statement, which commits by itself.
 */
public final class PostgresUserOutbox implements UserOutbox, Origin {
    private static final String OLDEST = "SELECT occurred_at FROM outbox_unsent ORDER BY sequence LIMIT 1";

    private static final String STATS = "SELECT (" + OutboxCounts.SUM + "), (" + OLDEST + ")";

    private final Database database;
    private final OutboxClaims claims;
    private final OutboxEnds ends;
    private final OutboxHistory history;
    private final InstantSource clock;
    private final AtomicLong endedHere = new AtomicLong();

    /** @param retention how long sent events are kept, at least; they go by whole days */
    public PostgresUserOutbox(Database main, Duration retention, InstantSource clock) {
        this.database = main;
        this.claims = new OutboxClaims(main, clock);
        this.ends = new OutboxEnds(main, retention, clock);
        this.history = new OutboxHistory(main);
        this.clock = clock;
    }

    @Override
    public List<UnsentEvent> claim(Claim claim, Set<LeasedLane> lanes, int max) {
        return claims.claim(claim, lanes, max);
    }

    @Override
    public Set<Claim> claimed(Set<LeasedLane> lanes) {
        return claims.claimed(lanes);
    }

    @Override
    public List<UserEvent> markSent(Claim claim) {
        List<UserEvent> marked = ends.markSent(claim);
        endedHere.addAndGet(marked.size());
        return marked;
    }

    @Override
    public void release(Claim claim) {
        ends.release(claim);
    }

    @Override
    public void retry(Claim claim, UnsentEvent failed, Instant notBefore) {
        ends.retry(claim, failed, notBefore);
    }

    @Override
    public void bury(Claim claim, UnsentEvent failed, DeadLetter letter) {
        ends.bury(claim, letter);
    }

    /** How many events this instance has marked sent so far. */
    public long endedHere() {
        return endedHere.get();
    }

    @Override
    public OutboxStats stats() {
        return database.execute(db -> db.get(STATS).map(this::stats).orElseThrow());
    }

    private OutboxStats stats(DbRow row) {
        Duration age = Rows.optionalInstant(row, 2)
                .map(oldest -> Duration.between(oldest, clock.instant()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return new OutboxStats(Rows.whole(row, 1), age);
    }

    @Override
    public List<UserEvent> sent(SentEvents which, long after, int limit) {
        return history.sent(which, after, limit);
    }

    @Override
    public Map<UserEvent.Type, Long> countSent(SentEvents which, long after) {
        return history.countSent(which, after);
    }

    @Override
    public List<OutboxEntry> newest(int limit) {
        return history.newest(limit);
    }

    @Override
    public Source source() {
        return Source.USERS;
    }

    /** Makes the event due again with its id and its order; later events of its user may have been sent meanwhile. */
    @Override
    public void takeBack(DeadLetter letter) {
        ends.takeBack(new EventId(UUID.fromString(letter.origin())));
    }
}
