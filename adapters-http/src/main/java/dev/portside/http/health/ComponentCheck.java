package dev.portside.http.health;

import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.shared.ComponentHealth;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The check of one component, bounded in time. Callers at the same moment share one run, so that a check that hangs holds
 * one thread, however often it is asked for.
 */
final class ComponentCheck {
    private static final System.Logger LOG = System.getLogger(ComponentCheck.class.getName());

    private final String name;
    private final Supplier<ComponentHealth> check;
    private @Nullable CompletableFuture<ComponentHealth> running;

    ComponentCheck(String name, Supplier<ComponentHealth> check) {
        this.name = name;
        this.check = check;
    }

    /** Starts the check unless it runs already. */
    synchronized CompletableFuture<ComponentHealth> start() {
        CompletableFuture<ComponentHealth> current = running;
        if (current == null || current.isDone()) {
            current = new CompletableFuture<>();
            running = current;
            CompletableFuture<ComponentHealth> result = current;
            Thread.ofVirtual().name("health " + name).start(() -> run(result));
        }
        return current;
    }

    private void run(CompletableFuture<ComponentHealth> result) {
        try {
            result.complete(check.get());
        } catch (RuntimeException | Error e) {
            LOG.log(WARNING, "the check of " + name + " failed", e);
            result.complete(unhealthy("the check failed"));
        }
    }

    /** What a check that was started finds within {@code timeMax}; unhealthy when it takes longer. */
    ComponentHealth result(CompletableFuture<ComponentHealth> started, Duration timeMax) throws InterruptedException {
        try {
            return started.get(timeMax.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return unhealthy("the check takes too long");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private ComponentHealth unhealthy(String reason) {
        return new ComponentHealth(name, false, Map.of("reason", reason));
    }
}
