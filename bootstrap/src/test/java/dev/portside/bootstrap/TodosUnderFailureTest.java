package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.stack.LocalStack;
import dev.portside.stack.proxy.FaultyProxy;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Connections to the database that have lost their other side, of which nobody is told. */
class TodosUnderFailureTest {
    /** A busy machine may be too slow for the time in which a new connection has to answer. */
    private static final int TRIES_MAX = 3;

    @Test
    void aReaderWithoutAPageGetsOneOnNewConnections() {
        assertThat(IntStream.range(0, TRIES_MAX).anyMatch(_ -> firstRead() == 200))
                .isTrue();
    }

    private static int firstRead() {
        try (FaultyProxy main =
                        FaultyProxy.to(LocalStack.shared().postgresMain().port());
                RunningPortside portside =
                        RunningPortside.onPostgres(Map.of("DB_PORT", Integer.toString(main.port())))) {
            main.halfOpen();
            return portside.get("/todos").status();
        }
    }
}
