package dev.portside.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupedTest {
    private static final int GROUP_SIZE_MAX = 4;
    private static final int CALLERS_MAX = 8;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final Semaphore mayRun = new Semaphore(0);
    private final Grouped<Integer, String> grouped = new Grouped<>(this::work, GROUP_SIZE_MAX, CALLERS_MAX);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    /** Fails a group that holds a negative item, and answers one too few when it holds a zero. */
    private List<String> work(List<Integer> items) {
        groups.add(items);
        mayRun.acquireUninterruptibly();
        if (items.stream().anyMatch(item -> item < 0)) {
            throw new Unavailable("the store is away", Duration.ofSeconds(1));
        }
        return items.stream().filter(item -> item != 0).map(Object::toString).toList();
    }

    @Test
    void answersASingleCallAtOnce() throws InterruptedException {
        mayRun.release();
        assertThat(grouped.call(7)).isEqualTo("7");
    }

    @Test
    void groupsTheCallsThatArriveWhileAnotherGroupIsAtWork() throws Exception {
        List<Future<String>> calls = callInTurn(1, 2, 3, 4, 5, 6, 7);
        mayRun.release(3);
        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).get()).isEqualTo(Integer.toString(i + 1));
        }
        assertThat(groups).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6, 7));
    }

    @Test
    void handsAFailureToEveryMemberOfItsGroupAndGoesOn() throws Exception {
        List<Future<String>> calls = callInTurn(1, 2, -3, 4);
        mayRun.release(2);
        assertThat(calls.getFirst().get()).isEqualTo("1");
        for (Future<String> call : calls.subList(1, 4)) {
            assertThatThrownBy(call::get).hasCauseInstanceOf(Unavailable.class);
        }
        mayRun.release();
        assertThat(grouped.call(5)).isEqualTo("5");
    }

    @Test
    void refusesWorkThatAnswersTooLittle() throws Exception {
        List<Future<String>> calls = callInTurn(1, 2, 0);
        mayRun.release(2);
        assertThat(calls.getFirst().get()).isEqualTo("1");
        for (Future<String> call : calls.subList(1, 3)) {
            assertThatThrownBy(call::get).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void leavesAnInterruptedCallersItemOutWhenItHasNotBegun() throws Exception {
        List<Future<String>> calls = callInTurn(1, 2, 3);
        calls.get(1).cancel(true);
        soon(() -> grouped.callers() == 2);
        mayRun.release(2);
        assertThat(calls.get(0).get()).isEqualTo("1");
        assertThat(calls.get(2).get()).isEqualTo("3");
        assertThat(groups).containsExactly(List.of(1), List.of(3));
    }

    @Test
    void finishesAGroupAlthoughACallerOfItIsInterrupted() throws Exception {
        List<Future<String>> calls = callInTurn(1, 2, 3);
        mayRun.release();
        soon(() -> groups.size() == 2);
        calls.get(1).cancel(true);
        soon(() -> grouped.callers() == 1);
        mayRun.release(2);
        assertThat(calls.get(2).get()).isEqualTo("3");
        assertThat(grouped.call(4)).isEqualTo("4");
    }

    @Test
    void refusesMoreCallersThanItsBoundAndTakesNewOnesAfterwards() throws Exception {
        List<Future<String>> calls = callInTurn(1, 2, 3, 4, 5, 6, 7, 8);
        assertThatThrownBy(() -> grouped.call(9)).isInstanceOf(Unavailable.class);
        mayRun.release(4);
        for (Future<String> call : calls) {
            call.get();
        }
        assertThat(grouped.call(9)).isEqualTo("9");
        assertThat(groups.stream().flatMap(List::stream)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void givesEachOfManyCallersItsOwnAnswerAndRunsOneGroupAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger groupCount = new AtomicInteger();
        Grouped<Integer, Integer> doubled = new Grouped<>(
                items -> {
                    assertThat(running.incrementAndGet()).isEqualTo(1);
                    assertThat(items).hasSizeLessThanOrEqualTo(16);
                    groupCount.incrementAndGet();
                    List<Integer> outputs = items.stream().map(item -> 2 * item).toList();
                    running.decrementAndGet();
                    return outputs;
                },
                16,
                64);
        List<Future<Integer>> calls = new ArrayList<>();
        for (int caller = 0; caller < 64; caller++) {
            int first = 1_000 * caller;
            calls.add(callers.submit(() -> {
                for (int item = first; item < first + 200; item++) {
                    assertThat(doubled.call(item)).isEqualTo(2 * item);
                }
                return 200;
            }));
        }
        for (Future<Integer> call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(groupCount.get()).isLessThanOrEqualTo(64 * 200);
    }

    private static void soon(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(condition);
    }

    /** Starts one call after the other; the first one's group is at work when the others come. */
    private List<Future<String>> callInTurn(int... items) {
        List<Future<String>> calls = new ArrayList<>();
        for (int item : items) {
            calls.add(callers.submit(() -> grouped.call(item)));
            soon(() -> grouped.callers() == calls.size());
            soon(() -> groups.size() == 1);
        }
        return calls;
    }
}
