package dev.portside.postgres;

import io.helidon.dbclient.DbClientService;
import io.helidon.dbclient.DbClientServiceContext;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer of each statement. Helidon says when one begins and when it has ended well; that one has failed only
 * its caller hears, who says so here.
 */
final class ObservedStatements implements DbClientService {
    private record Begun(ObservedStatements of, String sql, long at) {}

    private static final ThreadLocal<@Nullable Begun> UNDER_WAY = new ThreadLocal<>();

    private final StatementObserver observer;

    ObservedStatements(StatementObserver observer) {
        this.observer = observer;
    }

    @Override
    public DbClientServiceContext statement(DbClientServiceContext statement) {
        Begun begun = new Begun(this, statement.statement(), System.nanoTime());
        UNDER_WAY.set(begun);
        CompletionStage<Void> _ = statement.resultFuture().thenRun(() -> ended(begun, Optional.empty()));
        return statement;
    }

    /** What this thread has executed last has failed, if it was a statement. */
    void failed(Throwable cause) {
        Begun begun = UNDER_WAY.get();
        if (begun != null && begun.of.equals(this)) {
            ended(begun, Optional.of(cause));
        }
    }

    private void ended(Begun begun, Optional<Throwable> failure) {
        UNDER_WAY.remove();
        observer.executed(begun.sql, System.nanoTime() - begun.at, failure);
    }
}
