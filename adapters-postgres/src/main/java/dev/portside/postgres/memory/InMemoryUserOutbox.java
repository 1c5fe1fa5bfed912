package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.NewEvent;
import dev.portside.domain.users.OutboxEntry;
import dev.portside.domain.users.OutboxStats;
import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.domain.users.User;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserId;
import dev.portside.domain.users.UserOutbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of user events in memory, one lock. Unsent events are bounded where they come in, at {@link InMemoryUsers};
 * of the sent ones the newest {@value #SENT_MAX} are kept, and dead ones as long as their letter.
 */
public final class InMemoryUserOutbox implements UserOutbox, Origin {
    private static final int SENT_MAX = 10_000;
    private static final int OVERHEAD_BYTES = 800;

    private record Row(
            UnsentEvent unsent, Instant notBefore, @Nullable Claim claim) {
        long order() {
            return unsent.event().order();
        }

        UserId user() {
            return unsent.event().user().id();
        }

        Lane lane() {
            return user().lane();
        }

        OutboxEntry.State state(Instant now) {
            if (claim != null) {
                return OutboxEntry.State.CLAIMED;
            }
            return notBefore.isAfter(now) ? OutboxEntry.State.RETRYING : OutboxEntry.State.WAITING;
        }

        Row by(@Nullable Claim claimant) {
            return new Row(unsent, notBefore, claimant);
        }
    }

    private final TreeMap<Long, Row> unsent = new TreeMap<>();
    private final List<SortedMap<Long, Row>> lanes = new ArrayList<>();
    private final Map<Claim, List<Row>> claims = new LinkedHashMap<>();
    private final TreeMap<Long, UserEvent> sent = new TreeMap<>();
    private final Map<EventId, UserEvent> dead = new HashMap<>();
    private final InMemoryLanes leases;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final MemoryBudget memory;
    private long lastOrder;

    public InMemoryUserOutbox(InMemoryLanes leases, DeadLetters deadLetters, InstantSource clock, MemoryBudget memory) {
        this.leases = leases;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.memory = memory;
        for (int i = 0; i < Lane.COUNT; i++) {
            lanes.add(new TreeMap<>());
        }
    }

    /** Bytes that an event with this user takes; to be reserved before {@link #append}. */
    static long weight(User user) {
        return OVERHEAD_BYTES
                + 2L * (user.email().value().length() + user.name().value().length());
    }

    /** Adds the event of a change; called within the lock under which the change is made. */
    synchronized void append(UserEvent.Type type, User user, NewEvent event) {
        put(due(new UserEvent(event.id(), type, user, ++lastOrder, event.traceparent())));
    }

    private static Row due(UserEvent event) {
        return new Row(UnsentEvent.fresh(event), Instant.EPOCH, null);
    }

    private void put(Row row) {
        unsent.put(row.order(), row);
        lanes.get(row.lane().number()).put(row.order(), row);
    }

    @Override
    public synchronized List<UnsentEvent> claim(Claim claim, Set<LeasedLane> held, int max) {
        Instant now = clock.instant();
        List<Row> claimed = held.stream()
                .filter(leases::stands)
                .flatMap(leased -> dueIn(leased.lane(), now, max).stream())
                .sorted(Comparator.comparingLong(Row::order))
                .limit(max)
                .map(row -> row.by(claim))
                .toList();
        if (!claimed.isEmpty()) {
            claimed.forEach(this::put);
            claims.put(claim, claimed);
        }
        return claimed.stream().map(Row::unsent).toList();
    }

    private List<Row> dueIn(Lane lane, Instant now, int max) {
        List<Row> due = new ArrayList<>();
        Set<UserId> waiting = new HashSet<>();
        for (Row row : lanes.get(lane.number()).values()) {
            if (due.size() == max) {
                break;
            }
            if (row.claim != null || row.notBefore.isAfter(now)) {
                waiting.add(row.user());
            }
            if (!waiting.contains(row.user())) {
                due.add(row);
            }
        }
        return due;
    }

    @Override
    public synchronized Set<Claim> claimed(Set<LeasedLane> held) {
        Set<Lane> current =
                held.stream().filter(leases::stands).map(LeasedLane::lane).collect(Collectors.toSet());
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue().stream().map(Row::lane).anyMatch(current::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public synchronized List<UserEvent> markSent(Claim claim) {
        List<UserEvent> marked = taken(claim).stream().map(this::remove).toList();
        marked.forEach(event -> sent.put(event.order(), event));
        while (sent.size() > SENT_MAX) {
            memory.release(weight(sent.pollFirstEntry().getValue().user()));
        }
        return marked;
    }

    @Override
    public synchronized void release(Claim claim) {
        taken(claim).forEach(row -> put(row.by(null)));
    }

    @Override
    public synchronized void retry(Claim claim, UnsentEvent failed, Instant notBefore) {
        taken(claim).forEach(_ -> put(new Row(failed, notBefore, null)));
    }

    @Override
    public synchronized void bury(Claim claim, UnsentEvent failed, DeadLetter letter) {
        if (!claims.containsKey(claim)) {
            return;
        }
        deadLetters.add(letter);
        taken(claim).stream().map(this::remove).forEach(event -> dead.put(event.id(), event));
        forgetDiscarded();
    }

    /** Ends the claim and returns its rows. */
    private List<Row> taken(Claim claim) {
        List<Row> rows = claims.remove(claim);
        return rows == null ? List.of() : rows;
    }

    private UserEvent remove(Row row) {
        unsent.remove(row.order());
        lanes.get(row.lane().number()).remove(row.order());
        return row.unsent.event();
    }

    private void forgetDiscarded() {
        dead.values().removeIf(event -> {
            boolean discarded = deadLetters.find(event.id().text()).isEmpty();
            if (discarded) {
                memory.release(weight(event.user()));
            }
            return discarded;
        });
    }

    @Override
    public synchronized OutboxStats stats() {
        Duration age = unsent.isEmpty()
                ? Duration.ZERO
                : Duration.between(unsent.firstEntry().getValue().unsent.event().occurredAt(), clock.instant());
        return new OutboxStats(unsent.size(), age);
    }

    @Override
    public synchronized List<UserEvent> sent(SentEvents which, long after, int limit) {
        return sent.tailMap(after, false).values().stream()
                .filter(which::include)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Map<UserEvent.Type, Long> countSent(SentEvents which, long after) {
        return sent.tailMap(after, false).values().stream()
                .filter(which::include)
                .collect(Collectors.groupingBy(UserEvent::type, Collectors.counting()));
    }

    @Override
    public synchronized List<OutboxEntry> newest(int limit) {
        Instant now = clock.instant();
        return Stream.concat(
                        unsent.values().stream().map(row -> new OutboxEntry(row.unsent.event(), row.state(now))),
                        sent.values().stream().map(event -> new OutboxEntry(event, OutboxEntry.State.SENT)))
                .sorted(Comparator.comparingLong(
                                (OutboxEntry entry) -> entry.event().order())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Source source() {
        return Source.USERS;
    }

    /** Makes the event due again with its id and its order; later events of its user may have been sent meanwhile. */
    @Override
    public synchronized void takeBack(DeadLetter letter) {
        UserEvent event = dead.remove(new EventId(UUID.fromString(letter.origin())));
        if (event != null) {
            put(due(event));
        }
    }
}
