package dev.portside.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private final Database database = TestDatabase.fresh(Schema.MAIN);
    private final Secrets secrets = new Secrets(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void allWhoAskAtOnceGetTheSameAndItStays() {
        List<byte[]> got = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> secrets.named("one"))
                .toList();
        assertThat(got).allSatisfy(each -> assertThat(each).hasSize(32).isEqualTo(got.getFirst()));
        assertThat(secrets.named("one")).isEqualTo(got.getFirst());
        assertThat(secrets.named("another")).isNotEqualTo(got.getFirst());
    }
}
