package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.postgres.Schema;
import dev.portside.stack.LocalStack;
import dev.portside.stack.proxy.FaultyProxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that goes away while the service starts. */
class StartUnderFailureTest {
    private static final Duration AWAY = Duration.ofSeconds(1);

    /** Held, since a logger's handlers go with it. */
    private final Logger log = Logger.getLogger("dev.portside.bootstrap");

    private final FaultyProxy main =
            FaultyProxy.to(LocalStack.shared().postgresMain().port());
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger begunAgain = new AtomicInteger();

    /** Breaks the main database off as soon as both are open. */
    private final Handler breaking = new Handler() {
        @Override
        public void publish(LogRecord record) {
            String message = String.valueOf(record.getMessage());
            if (message.contains("the start begins again")) {
                begunAgain.incrementAndGet();
            }
            if (message.contains(": up to ") && opened.incrementAndGet() == 2) {
                main.refuse();
                main.cut();
                CompletableFuture.delayedExecutor(AWAY.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(main::heal);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AfterEach
    void close() {
        log.removeHandler(breaking);
        log.setLevel(null);
        main.close();
    }

    @Test
    void theStartBeginsAgainAndServes() {
        log.setLevel(Level.INFO);
        log.addHandler(breaking);
        Map<String, String> settings = RunningPortside.backends();
        settings.putAll(MigratedDatabases.fresh(Schema.MAIN).settings("DB_"));
        settings.put("DB_PORT", Integer.toString(main.port()));
        try (RunningPortside portside = RunningPortside.onPostgres(settings)) {
            assertThat(portside.get("/todos").status()).isEqualTo(200);
        }
        assertThat(begunAgain).hasPositiveValue();
    }
}
