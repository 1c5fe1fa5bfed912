package dev.portside.redis.todos;

import static dev.portside.redis.todos.FakeTodos.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.TodoPage;
import dev.portside.redis.TestRedis;
import dev.portside.redis.todos.StoredRevision.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages in front of a database that takes its time to tell the revision. */
@Timeout(60)
class SlowTodosTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Of time in which a page is shown without a question. */
    private static final Duration NONE = Duration.ofNanos(1);

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Executor OWN_THREAD = work -> Thread.ofVirtual().start(work);

    private final FakeTodos todos = new FakeTodos();
    private @Nullable RedisTodoPages opened;

    @AfterEach
    void close() throws Exception {
        todos.end();
        if (opened != null) {
            opened.close();
        }
    }

    private RedisTodoPages instance(Duration ageMax, Patience patience) {
        SharedPages shared = SharedPages.on(TestRedis.shared(), TestRedis.freshPrefix(), LONG);
        RedisTodoPages pages = new RedisTodoPages(
                shared, todos::revision, todos::renew, todos::load, ageMax, new MemoryBudget(1 << 20), patience);
        opened = pages;
        return pages;
    }

    private static CompletableFuture<TodoPage> reader(RedisTodoPages pages, int limit) {
        return CompletableFuture.supplyAsync(() -> pages.page(limit), OWN_THREAD);
    }

    /** Returns when one of them has given up, or after so long that it would have. */
    private void awaitReadersThatGiveUp(List<CompletableFuture<TodoPage>> readers) {
        await().until(() -> todos.waiting() == 1);
        long until = System.nanoTime() + Duration.ofMillis(300).toNanos();
        await().until(() -> System.nanoTime() > until || readers.stream().anyMatch(CompletableFuture::isDone));
    }

    @Test
    void whoHasNoPageToShowWaitsForASlowDatabaseAndOnlyOneAsksIt() {
        RedisTodoPages one = instance(LONG, new Patience(AT_ONCE, LONG));
        todos.slowDown();
        List<CompletableFuture<TodoPage>> readers =
                Stream.generate(() -> reader(one, 1)).limit(16).toList();
        awaitReadersThatGiveUp(readers);
        todos.answerOldest();
        readers.forEach(reader -> assertThat(number(reader.join())).isZero());
        assertThat(todos.asked()).isEqualTo(1);
    }

    @Test
    void whoHasAPageThatMayBeOutdatedWaitsForASlowDatabaseToo() {
        RedisTodoPages one = instance(NONE, new Patience(AT_ONCE, LONG));
        assertThat(number(one.page(1))).isZero();
        todos.slowDown();
        todos.change();
        CompletableFuture<TodoPage> reader = reader(one, 1);
        awaitReadersThatGiveUp(List.of(reader));
        todos.answerOldest();
        assertThat(number(reader.join())).isEqualTo(1);
    }

    @Test
    void aSilentDatabaseIsWaitedForOnce() {
        RedisTodoPages one = instance(NONE, new Patience(AT_ONCE, SHORT));
        assertThat(number(one.page(1))).isZero();
        todos.slowDown();
        // Two minutes, if each waited.
        for (int i = 0; i < 120; i++) {
            assertThat(number(one.page(1))).isZero();
        }
    }

    @Test
    void whoHasNoPageToShowWaitsForASilentDatabaseToo() {
        RedisTodoPages one = instance(NONE, new Patience(AT_ONCE, SHORT));
        assertThat(number(one.page(1))).isZero();
        todos.slowDown();
        assertThat(number(one.page(1))).isZero();
        CompletableFuture<TodoPage> reader = reader(one, 2);
        await().until(() -> todos.waiting() == 2);
        todos.answerOldest();
        todos.answerOldest();
        assertThat(number(reader.join())).isZero();
    }

    @Test
    void aDatabaseThatSpokeAgainIsWaitedForAgain() {
        RedisTodoPages one = instance(NONE, new Patience(AT_ONCE, SHORT));
        assertThat(number(one.page(1))).isZero();
        todos.slowDown();
        assertThat(number(one.page(1))).isZero();
        todos.answerOldest();
        todos.comeBack();
        await().until(() -> number(one.page(1)) == 0 && todos.waiting() == 0);
        todos.slowDown();
        todos.change();
        CompletableFuture<TodoPage> reader = reader(one, 1);
        await().until(() -> todos.waiting() == 1);
        todos.answerOldest();
        assertThat(number(reader.join())).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsSilentForTooLongCountsAsAwayForThoseWithoutAPageToo() {
        RedisTodoPages one = instance(SHORT, new Patience(AT_ONCE, AT_ONCE));
        todos.slowDown();
        assertThatThrownBy(() -> one.page(1)).isInstanceOf(Unavailable.class);
    }

    @Test
    void aPageThatIsShownOnIsDroppedWhenALateAnswerSaysThatItIsOutdated() {
        RedisTodoPages one = instance(SHORT, new Patience(AT_ONCE, SHORT));
        assertThat(number(one.page(1))).isZero();
        todos.slowDown();
        // Who asked first has gone on with the page at hand by the time that someone asks again.
        await().until(() -> number(one.page(1)) == 0 && todos.waiting() >= 2);
        todos.change();
        assertThat(number(one.page(1))).isZero();
        todos.answerOldest();
        // Nobody else is answered, so that this answer alone can have told it.
        await().untilAsserted(() -> assertThatThrownBy(() -> one.page(1)).isInstanceOf(Unavailable.class));
        todos.comeBack();
        todos.end();
        await().ignoreExceptionsInstanceOf(Unavailable.class).until(() -> number(one.page(1)) == 1);
    }

    @Test
    void aDatabaseThatIsSilentOnConnectionsFromBeforeIsAskedOnNewOnes() {
        RedisTodoPages one = instance(SHORT, new Patience(AT_ONCE, LONG));
        assertThat(number(one.page(1))).isZero();
        todos.loseConnections();
        todos.change();
        await().until(() -> number(one.page(1)) == 1);
    }
}
