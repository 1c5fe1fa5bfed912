package dev.portside.redis.todos;

import static dev.portside.redis.todos.FakeTodos.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.TodoId;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.redis.Redis;
import dev.portside.redis.TestRedis;
import dev.portside.stack.LocalRedis;
import dev.portside.stack.proxy.FaultyProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances in front of one database and one Redis, whatever happens to either. */
@Timeout(60)
class SharedTodoPagesTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    private static LocalRedis server;

    private final FakeTodos todos = new FakeTodos();
    private final String prefix = server.freshPrefix();
    private final FaultyProxy proxy = FaultyProxy.to(server.port());
    private final Redis redis = Redis.open(TestRedis.address(proxy.port()), 1);
    private final List<RedisTodoPages> opened = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = LocalRedis.start("shared todo pages");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void close() throws Exception {
        todos.end();
        for (RedisTodoPages each : opened) {
            each.close();
        }
        redis.close();
        proxy.close();
    }

    private RedisTodoPages instance(Duration ageMax) {
        await().atMost(TestRedis.THERE_MAX).until(redis::answers);
        RedisTodoPages pages = new RedisTodoPages(
                SharedPages.on(redis, prefix, LONG),
                todos::revision,
                todos::renew,
                todos::load,
                ageMax,
                new MemoryBudget(1 << 20));
        opened.add(pages);
        return pages;
    }

    private void awaitShared(int limit) {
        SharedPages shared = SharedPages.on(redis, prefix, LONG);
        await().until(() -> shared.find(limit)
                .filter(known -> known.revision() == todos.revision())
                .isPresent());
    }

    @Test
    void whatOneInstanceLoadedTheOthersTakeFromRedis() {
        RedisTodoPages one = instance(LONG);
        assertThat(number(one.page(100))).isZero();
        awaitShared(100);
        RedisTodoPages other = instance(LONG);
        TodoPage page = other.page(100);
        assertThat(page.json()).isEqualTo(one.page(100).json());
        assertThat(page.etag()).isEqualTo(one.page(100).etag());
        assertThat(todos.loads()).isEqualTo(1);
    }

    @Test
    void allOfAPageComesBackFromRedis() {
        SharedPages shared = SharedPages.on(redis, prefix, LONG);
        await().until(redis::answers);
        TodoPosition last = new TodoPosition(Instant.ofEpochMilli(1_234_567_890_123L), new TodoId(UUID.randomUUID()));
        byte[] json = "[\"\u00e4\uD83D\uDE80\0\"]".getBytes(StandardCharsets.UTF_8);
        shared.keep(7, new Revised(new TodoPage(json, "\"x\"", Optional.of(last)), 1L << 52));
        await().until(() -> shared.find(7).isPresent());
        Revised back = shared.find(7).orElseThrow();
        assertThat(back.page().json()).isEqualTo(json);
        assertThat(back.page().etag()).isEqualTo("\"x\"");
        assertThat(back.page().last()).contains(last);
        assertThat(back.revision()).isEqualTo(1L << 52);
    }

    @Test
    void whatCannotBeReadInRedisIsLoadedAnew() {
        RedisTodoPages one = instance(LONG);
        TestRedis.command(redis, "HMSET", prefix + "page:1", "revision", "x", "etag", "x", "last", "x", "json", "[]");
        assertThat(number(one.page(1))).isZero();
        awaitShared(1);
        TestRedis.command(redis, "HMSET", prefix + "page:2", "revision", "0", "etag", "x", "last", "x", "json", "[]");
        assertThat(number(one.page(2))).isZero();
    }

    @Test
    void anInstanceHearsOfAnothersChangeLongBeforeItsPagesAreOld() {
        RedisTodoPages one = instance(LONG);
        RedisTodoPages other = instance(LONG);
        other.page(1);
        long changed = todos.change();
        one.changed();
        await().atMost(Duration.ofSeconds(10)).until(() -> number(other.page(1)) == changed);
    }

    @Test
    void anInstanceThatHearsNothingShowsNothingOlderThanTheBound() {
        RedisTodoPages other = instance(SHORT);
        other.page(1);
        proxy.refuse();
        proxy.cut();
        long changed = todos.change();
        long at = System.nanoTime();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    long asked = System.nanoTime();
                    boolean current = number(other.page(1)) == changed;
                    assertThat(current || asked - at < SHORT.toNanos()).isTrue();
                    return current;
                });
    }

    @Test
    void aPageThatIsReadIsCheckedWithoutBeingLoaded() {
        RedisTodoPages one = instance(SHORT);
        TodoPage first = one.page(1);
        long until = System.nanoTime() + SHORT.multipliedBy(4).toNanos();
        await().pollInterval(Duration.ofMillis(5)).until(() -> one.page(1) != first || System.nanoTime() > until);
        assertThat(one.page(1)).isSameAs(first);
        assertThat(todos.loads()).isEqualTo(1);
    }

    /** As after a restart of Redis with old data, or a writer that could not reach it. */
    @Test
    void whatRedisBringsBackFromBeforeIsNotShown() {
        RedisTodoPages one = instance(LONG);
        one.page(1);
        awaitShared(1);
        todos.change();
        RedisTodoPages other = instance(LONG);
        assertThat(number(other.page(1))).isEqualTo(1);
        todos.change();
        one.changed();
        assertThat(number(one.page(1))).isEqualTo(2);
    }

    @Test
    void pagesGoOnWithoutRedis() {
        RedisTodoPages one = instance(LONG);
        proxy.refuse();
        proxy.cut();
        assertThat(number(one.page(1))).isZero();
        todos.change();
        one.changed();
        assertThat(number(one.page(1))).isEqualTo(1);
    }

    @Test
    void aRedisThatFallsSilentIsWaitedForOnce() {
        RedisTodoPages one = instance(LONG);
        one.page(1);
        proxy.stall();
        one.changed();
        one.page(1);
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            todos.change();
            one.changed();
            assertThat(number(one.page(1))).isEqualTo(i + 1);
        }
        // Each of them would have waited for 30 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_500));
    }

    @Test
    void pagesAtHandAreShownOnWhileTheDatabaseIsAway() {
        RedisTodoPages one = instance(SHORT);
        TodoPage page = one.page(1);
        todos.goAway();
        long until = System.nanoTime() + SHORT.multipliedBy(4).toNanos();
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(one.page(1)).isSameAs(page);
            return System.nanoTime() > until;
        });
        todos.comeBack();
        todos.change();
        await().until(() -> number(one.page(1)) == 1);
    }

    @Test
    void aDatabaseThatFallsSilentCountsAsAway() {
        RedisTodoPages one = instance(SHORT);
        one.page(1);
        awaitShared(1);
        todos.fallSilent();
        RedisTodoPages other = instance(SHORT);
        assertThat(number(other.page(1))).isZero();
        assertThat(number(one.page(1))).isZero();
    }

    @Test
    void withoutTheDatabaseAPageComesFromRedisUnlessALaterChangeIsKnown() {
        RedisTodoPages one = instance(LONG);
        one.page(1);
        awaitShared(1);
        RedisTodoPages other = instance(LONG);
        RedisTodoPages third = instance(LONG);
        todos.goAway();
        assertThat(number(other.page(1))).isZero();

        third.changed();
        assertThatThrownBy(() -> third.page(1))
                .as("its own change may be missing")
                .isInstanceOf(Unavailable.class);
        todos.comeBack();
        assertThat(number(third.page(1))).isZero();
    }
}
