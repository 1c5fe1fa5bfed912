package dev.portside.domain.todos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every binding of {@link TodoPages} does. */
public abstract class TodoPagesContract {
    private final AtomicInteger loads = new AtomicInteger();
    private volatile String stored = "a";

    /** Pages that are loaded so. */
    protected abstract TodoPages pages(IntFunction<TodoPage> load);

    private TodoPage load(int limit) {
        loads.incrementAndGet();
        String text = stored + limit;
        return new TodoPage(text.getBytes(StandardCharsets.UTF_8), text, Optional.empty());
    }

    private static String text(TodoPage page) {
        return new String(page.json(), StandardCharsets.UTF_8);
    }

    @Test
    void aPageIsLoadedOnceUntilTodosChange() {
        TodoPages pages = pages(this::load);
        assertThat(text(pages.page(100))).isEqualTo("a100");
        assertThat(pages.page(100)).isSameAs(pages.page(100));
        assertThat(loads).hasValue(1);
        stored = "b";
        pages.changed();
        assertThat(text(pages.page(100))).isEqualTo("b100");
        assertThat(loads).hasValue(2);
    }

    @Test
    void everyLengthIsAPageOfItsOwn() {
        TodoPages pages = pages(this::load);
        for (int limit : List.of(1, 2, 999, Todos.PAGE_SIZE_MAX)) {
            assertThat(text(pages.page(limit))).isEqualTo("a" + limit);
        }
    }

    @Test
    void ofManyReadersThatMissOneLoads() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TodoPages pages = pages(limit -> {
            loading.countDown();
            await(goOn);
            return load(limit);
        });
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TodoPage>> reads = new ArrayList<>();
            IntStream.range(0, 50).forEach(_ -> reads.add(readers.submit(() -> pages.page(100))));
            await(loading);
            goOn.countDown();
            for (Future<TodoPage> read : reads) {
                assertThat(text(read.get())).isEqualTo("a100");
            }
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void whoReadsAfterAChangeDoesNotGetWhatIsStillBeingLoaded() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        TodoPages pages = pages(limit -> {
            TodoPage page = load(limit);
            if (first.getAndSet(false)) {
                loading.countDown();
                await(goOn);
            }
            return page;
        });
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TodoPage> early = readers.submit(() -> pages.page(100));
            await(loading);
            stored = "b";
            pages.changed();
            assertThat(text(pages.page(100))).isEqualTo("b100");
            goOn.countDown();
            assertThat(text(early.get())).isEqualTo("a100");
        }
        assertThat(text(pages.page(100))).isEqualTo("b100");
    }

    @Test
    void anOutageIsToldAndNotKept() {
        AtomicBoolean away = new AtomicBoolean(true);
        TodoPages pages = pages(limit -> {
            if (away.get()) {
                throw new Unavailable("the todos are away", Duration.ofSeconds(1));
            }
            return load(limit);
        });
        assertThatThrownBy(() -> pages.page(1)).isInstanceOf(Unavailable.class);
        away.set(false);
        assertThat(text(pages.page(1))).isEqualTo("a1");
    }

    @Test
    void pagesAtHandOutliveAnOutage() {
        AtomicBoolean away = new AtomicBoolean();
        TodoPages pages = pages(limit -> {
            if (away.get()) {
                throw new Unavailable("the todos are away", Duration.ofSeconds(1));
            }
            return load(limit);
        });
        pages.page(1);
        away.set(true);
        assertThat(text(pages.page(1))).isEqualTo("a1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
