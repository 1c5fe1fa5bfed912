package dev.portside.http;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A look at something that may hang, bounded in time. Callers at the same moment share one run, so that a look that hangs
 * holds one thread, however often it is asked for.
 */
public final class SharedCheck<T> {
    private static final System.Logger LOG = System.getLogger(SharedCheck.class.getName());

    private final String name;
    private final Supplier<T> check;
    private final Function<String, T> otherwise;
    private @Nullable CompletableFuture<T> running;

    /** @param otherwise what is found, by the reason, when the check fails or takes too long */
    public SharedCheck(String name, Supplier<T> check, Function<String, T> otherwise) {
        this.name = name;
        this.check = check;
        this.otherwise = otherwise;
    }

    /** Starts the check unless it runs already. */
    public synchronized CompletableFuture<T> start() {
        CompletableFuture<T> current = running;
        if (current == null || current.isDone()) {
            current = new CompletableFuture<>();
            running = current;
            CompletableFuture<T> result = current;
            Thread.ofVirtual().name("check of " + name).start(() -> run(result));
        }
        return current;
    }

    private void run(CompletableFuture<T> result) {
        try {
            result.complete(check.get());
        } catch (RuntimeException | Error e) {
            LOG.log(WARNING, "the check of " + name + " failed", e);
            result.complete(otherwise.apply("the check failed"));
        }
    }

    /** What a check that was started finds within {@code timeMax}. */
    public T result(CompletableFuture<T> started, Duration timeMax) throws InterruptedException {
        try {
            return started.get(timeMax.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return otherwise.apply("the check takes too long");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
