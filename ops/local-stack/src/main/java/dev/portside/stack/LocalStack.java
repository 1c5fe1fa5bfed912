package dev.portside.stack;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * One server of each kind, started when it is first asked for. A server that can't be had fails everyone who asks, at once
 * after the first time. Tests share {@link #shared}; they keep apart by databases, prefixes and names of their own, and
 * start a server for themselves ({@link LocalPostgres#start} and its like) when they want to break it.
 */
public final class LocalStack implements AutoCloseable {
    private static final Executor VIRTUAL_THREADS = task -> Thread.ofVirtual().start(task);

    private final Profile profile;
    private final Map<String, String> environment;
    private final Map<Backend, CompletableFuture<LocalServer>> servers = new EnumMap<>(Backend.class);

    /** @param environment may give addresses of servers that are there already */
    public LocalStack(Profile profile, Map<String, String> environment) {
        this.profile = profile;
        this.environment = Map.copyOf(environment);
    }

    /** The stack of this process, which ends with it. */
    public static LocalStack shared() {
        return Shared.STACK;
    }

    private static final class Shared {
        private static final LocalStack STACK = new LocalStack(Profile.TEST, System.getenv());
    }

    /** Starts to start servers, all at once, so that they are there sooner when they are asked for. */
    public LocalStack warmUp(Backend... backends) {
        for (Backend backend : backends) {
            CompletableFuture<LocalServer> _ = starting(backend);
        }
        return this;
    }

    public LocalPostgres postgresMain() {
        return (LocalPostgres) server(Backend.POSTGRES_MAIN);
    }

    public LocalPostgres postgresInbox() {
        return (LocalPostgres) server(Backend.POSTGRES_INBOX);
    }

    public LocalRedis redis() {
        return (LocalRedis) server(Backend.REDIS);
    }

    public LocalKafka kafka() {
        return (LocalKafka) server(Backend.KAFKA);
    }

    public LocalNats nats() {
        return (LocalNats) server(Backend.NATS);
    }

    /** The server, ready. */
    public LocalServer server(Backend backend) {
        try {
            return starting(backend).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw new StackFailure(String.valueOf(cause.getMessage()), cause);
            }
            throw e;
        }
    }

    private synchronized CompletableFuture<LocalServer> starting(Backend backend) {
        return servers.computeIfAbsent(
                backend, _ -> CompletableFuture.supplyAsync(() -> start(backend), VIRTUAL_THREADS));
    }

    private LocalServer start(Backend backend) {
        String given = environment.getOrDefault(backend.variable(), "");
        if (!given.isEmpty()) {
            return given(backend, Address.of(backend, given));
        }
        return switch (backend) {
            case POSTGRES_MAIN, POSTGRES_INBOX -> LocalPostgres.start(backend.title(), profile);
            case REDIS -> LocalRedis.start(backend.title());
            case KAFKA -> LocalKafka.start(backend.title(), profile);
            case NATS -> LocalNats.start(backend.title(), profile);
        };
    }

    private static LocalServer given(Backend backend, URI address) {
        LocalServer server = switch (backend) {
            case POSTGRES_MAIN, POSTGRES_INBOX -> LocalPostgres.given(backend, address);
            case REDIS -> LocalRedis.given(backend, address);
            case KAFKA -> LocalKafka.given(backend, address);
            case NATS -> LocalNats.given(backend, address);
        };
        server.start();
        return server;
    }

    /** Ends all servers at once and deletes their data; the first failure is thrown after the last server's end. */
    @Override
    public synchronized void close() {
        List<CompletableFuture<Void>> endings = new ArrayList<>();
        servers.values()
                .forEach(starting -> endings.add(starting.handle((server, failure) -> server)
                        .thenAcceptAsync(LocalStack::close, VIRTUAL_THREADS)));
        servers.clear();
        CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new)).join();
    }

    private static void close(LocalServer server) {
        if (server != null) {
            server.close();
        }
    }
}
