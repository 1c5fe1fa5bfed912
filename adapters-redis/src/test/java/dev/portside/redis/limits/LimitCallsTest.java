package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.SeededRandom;
import dev.portside.redis.Commands;
import dev.portside.redis.RedisAway;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to a store that answers as the test wants, or not at all. */
@Timeout(30)
class LimitCallsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final LimitRequest REQUEST = new LimitRequest(new LimitKey("a"), 1);

    /** As many requests as fill a group. */
    private static final List<LimitRequest> WHOLE_GROUP = Collections.nCopies(256, REQUEST);

    /** Long enough for any group. */
    private static final long[] ANSWER = new long[1 + 4 * 8192];

    /** Keeps what is sent, until the test answers it or has all that comes answered at once. */
    private static final class Store implements Commands {
        private final Queue<CompletableFuture<Object>> sent = new ConcurrentLinkedQueue<>();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger hangUps = new AtomicInteger();
        private volatile Optional<Supplier<CompletableFuture<Object>>> at = Optional.empty();

        @Override
        @SuppressWarnings("unchecked")
        public <T> CompletableFuture<T> send(
                ProtocolKeyword command,
                Supplier<CommandOutput<byte[], byte[], T>> output,
                CommandArgs<byte[], byte[]> arguments) {
            count.incrementAndGet();
            CompletableFuture<Object> answer = at.map(Supplier::get).orElseGet(CompletableFuture::new);
            sent.add(answer);
            return (CompletableFuture<T>) answer;
        }

        void fromNowOn(Supplier<CompletableFuture<Object>> answer) {
            at = Optional.of(answer);
        }

        @Override
        public void hangUp() {
            hangUps.incrementAndGet();
        }
    }

    private final Store store = new Store();
    private final RedisRateLimitPlans plans = new RedisRateLimitPlans(
            store, Optional.empty(), "test:", new Terms(new TokenBucket(5, new Refill(1, 1_000)), OnFailure.OPEN));
    private final LimitCalls calls = calls(TIMEOUT);

    private LimitCalls calls(Duration timeout) {
        return new LimitCalls(new Place(store, new byte[0], "test:", Optional.empty()), plans, timeout);
    }

    private static LimitCall call(List<LimitRequest> requests) {
        return new LimitCall(LimitCall.What.CHECK, requests);
    }

    private static CompletableFuture<Object> refused() {
        return CompletableFuture.failedFuture(new RedisAway("there is no connection"));
    }

    /** Two groups are under way and thousands wait, when all fail as soon as they are sent. */
    @Test
    void thousandsThatFailAtOncePileUpOnNoStack() {
        LimitCalls patient = calls(Duration.ofSeconds(30));
        List<LimitCall> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(call(WHOLE_GROUP));
            patient.begin(all.getLast());
        }
        await().until(() -> store.sent.size() == 2);
        store.fromNowOn(LimitCallsTest::refused);
        List.copyOf(store.sent).forEach(answer -> answer.completeExceptionally(new RedisAway("cut")));
        for (LimitCall each : all) {
            assertThatThrownBy(() -> patient.end(each)).isInstanceOf(RedisAway.class);
        }
        assertThat(store.count).hasValue(all.size());
    }

    @Test
    void noCallWaitsLongerThanTheTimeoutWhereverItIsOrLessForThoseBeforeIt() {
        List<LimitCall> early = List.of(call(WHOLE_GROUP), call(WHOLE_GROUP), call(WHOLE_GROUP));
        early.forEach(calls::begin);
        await().pollDelay(TIMEOUT.dividedBy(2)).until(() -> true);
        LimitCall late = call(WHOLE_GROUP);
        calls.begin(late);
        early.forEach(each -> assertThat(waited(each)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(2)));
        assertThat(waited(late)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(2));
        assertThat(store.sent).hasSize(2);
    }

    private Duration waited(LimitCall call) {
        assertThatThrownBy(() -> calls.end(call)).isInstanceOf(RedisAway.class);
        return Duration.ofNanos(System.nanoTime() - call.sinceNanos());
    }

    @Test
    void nothingIsTakenForWhoHasGivenUp() {
        List<LimitCall> all = List.of(call(WHOLE_GROUP), call(WHOLE_GROUP), call(WHOLE_GROUP));
        all.forEach(calls::begin);
        all.forEach(this::waited);
        store.sent.forEach(answer -> answer.complete(ANSWER));
        store.fromNowOn(() -> CompletableFuture.completedFuture(ANSWER));
        assertThat(calls.await(call(WHOLE_GROUP)).nowMicros()).isZero();
        assertThat(store.count).hasValue(3);
    }

    @Test
    void whileNothingIsHeardNobodyWaits() {
        waited(begun());
        await().until(this::isRefusedAtOnce);
        store.sent.forEach(answer -> answer.complete(ANSWER));
        store.fromNowOn(() -> CompletableFuture.completedFuture(ANSWER));
        await().ignoreExceptions()
                .until(() -> calls.await(call(List.of(REQUEST))).nowMicros() == 0);
    }

    private boolean isRefusedAtOnce() {
        try {
            calls.begin(call(List.of(REQUEST)));
            return false;
        } catch (RedisAway _) {
            return true;
        }
    }

    /** Even when giving up the connection doesn't fail what was under way on it. */
    @Test
    void aSilentStoreIsHungUpAndThoseAfterItAreServed() {
        waited(begun());
        await().until(() -> store.hangUps.get() > 0);
        store.fromNowOn(() -> CompletableFuture.completedFuture(ANSWER));
        await().ignoreExceptions()
                .until(() -> calls.await(call(List.of(REQUEST))).nowMicros() == 0);
    }

    private LimitCall begun() {
        LimitCall call = call(List.of(REQUEST));
        calls.begin(call);
        return call;
    }

    @Test
    void anInterruptedCallerGivesUp() throws Exception {
        LimitCall call = begun();
        AtomicInteger interrupted = new AtomicInteger();
        Thread caller = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            try {
                calls.end(call);
            } catch (RedisAway _) {
                interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            }
        });
        caller.join();
        assertThat(interrupted).hasValue(1);
        assertThat(call.reply()).isCancelled();
    }

    /** The store answers at once, late or never; whoever meets the start or the end of the timer or a sender is served. */
    @Test
    void everyCallEndsInTimeWhateverBecomesOfTheOthers() throws Exception {
        Duration timeout = Duration.ofMillis(20);
        LimitCalls hasty = calls(timeout);
        RandomGenerator random = SeededRandom.of("LimitCallsTest");
        store.fromNowOn(() -> answered(random.nextInt(200)));
        List<Future<Long>> longest = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                longest.add(callers.submit(() -> longestNanos(hasty, 1_000)));
            }
        }
        for (Future<Long> each : longest) {
            assertThat(Duration.ofNanos(each.get())).isLessThan(timeout.multipliedBy(50));
        }
    }

    private static CompletableFuture<Object> answered(int chance) {
        return switch (chance) {
            case 0 -> new CompletableFuture<>();
            case 1 -> refused();
            case 2, 3 -> new CompletableFuture<>().completeOnTimeout(ANSWER, chance * 8L, TimeUnit.MILLISECONDS);
            default -> new CompletableFuture<>().completeOnTimeout(ANSWER, chance, TimeUnit.MICROSECONDS);
        };
    }

    private static long longestNanos(LimitCalls calls, int count) {
        long longest = 0;
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            try {
                calls.await(call(List.of(REQUEST)));
            } catch (RedisAway _) {
                Thread.yield();
            }
            longest = Math.max(longest, System.nanoTime() - start);
        }
        return longest;
    }
}
