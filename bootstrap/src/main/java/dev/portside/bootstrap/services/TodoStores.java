package dev.portside.bootstrap.services;

import dev.portside.application.todos.LoadTodoPage;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.TodoSettings;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.Todos;
import dev.portside.postgres.Secrets;
import dev.portside.postgres.memory.InMemoryTodos;
import dev.portside.postgres.todos.PostgresTodos;
import dev.portside.redis.memory.InMemoryTodoPages;
import dev.portside.redis.todos.RedisTodoPages;
import dev.portside.redis.todos.SharedPages;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the todos service is bound to.
 *
 * @param load makes pages of what is stored, past the pages that are kept
 * @param keptPages what has to be closed of them
 */
record TodoStores(LogStores log, Todos todos, LoadTodoPage load, TodoPages pages, Optional<AutoCloseable> keptPages) {
    private static final String GROUP = "portside-todos";
    private static final String PAGES_PREFIX = "todos:";
    private static final int PREFIX_BYTES = 8;

    /** Something is left of the second that a read may be behind: for the checks themselves. */
    private static final Duration PAGE_AGE_MAX = Duration.ofMillis(900);

    private static final int PARTITIONS_IN_MEMORY = 32;
    private static final int QUEUE_IN_MEMORY_MAX = 100_000;
    private static final int UNANSWERED_MAX = 10_000;
    private static final int LAG_MAX = 1_000_000;

    static TodoStores of(Foundation foundation) {
        LogStream stream = new LogStream(GROUP, foundation.settings().kafka().todoTopic());
        return foundation
                .backends()
                .map(backends -> onBackends(stream, foundation, backends))
                .orElseGet(() -> inMemory(stream, foundation));
    }

    private static TodoStores inMemory(LogStream stream, Foundation foundation) {
        InMemoryLogStores log = new InMemoryLogStores(stream, PARTITIONS_IN_MEMORY, QUEUE_IN_MEMORY_MAX, foundation);
        Todos todos = new InMemoryTodos(log.progress(), foundation.clock(), foundation.memory());
        LoadTodoPage load = new LoadTodoPage(todos);
        Duration ageMax = foundation.settings().todos().cacheTtl();
        return new TodoStores(
                log,
                todos,
                load,
                new InMemoryTodoPages(limit -> load.load(Optional.empty(), limit), ageMax, foundation.memory()),
                Optional.empty());
    }

    private static TodoStores onBackends(LogStream stream, Foundation foundation, Backends backends) {
        TodoSettings settings = foundation.settings().todos();
        KafkaLogStores log = new KafkaLogStores(stream, UNANSWERED_MAX, LAG_MAX, "todo_keys", foundation, backends);
        Todos todos = new PostgresTodos(backends.databases().main(), log.progress(), stream, foundation.clock());
        LoadTodoPage load = new LoadTodoPage(todos);
        RedisTodoPages pages = new RedisTodoPages(
                sharedPages(backends, settings.cacheTtl()),
                todos::revision,
                backends.databases().main()::renewConnections,
                limit -> load.load(Optional.empty(), limit),
                PAGE_AGE_MAX,
                foundation.memory());
        return new TodoStores(log, todos, load, pages, Optional.of(pages));
    }

    /** Another database's pages, such as those of one that was dropped, are not this one's. */
    private static SharedPages sharedPages(Backends backends, Duration ttl) {
        byte[] own = new Secrets(backends.databases().main()).named("todo-pages");
        String prefix = PAGES_PREFIX + HexFormat.of().formatHex(own, 0, PREFIX_BYTES) + ":";
        return backends.redisCluster()
                .map(cluster -> SharedPages.on(cluster, prefix, ttl))
                .orElseGet(() -> SharedPages.on(backends.redis(), prefix, ttl));
    }

    void startKeeping(CloseStack started) {
        keptPages.ifPresent(pages -> started.push("todo pages", pages));
    }
}
