package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class LocalStackTest {
    @Test
    void startsAllServersAtOnceAndEachOfThemOnce() {
        LocalStack stack = LocalStack.shared().warmUp(Backend.values());

        assertThat(Stream.of(Backend.values()).map(stack::server).map(LocalServer::port))
                .doesNotHaveDuplicates();
        assertThat(stack.postgresMain()).isSameAs(stack.postgresMain()).isNotSameAs(stack.postgresInbox());
        assertThat(stack.kafka().brokers()).endsWith(":" + stack.kafka().port());
        assertThat(stack.nats().url())
                .startsWith("nats://")
                .endsWith(":" + stack.nats().port());
        assertThat(stack.redis().uri())
                .hasScheme("redis")
                .hasPort(stack.redis().port())
                .hasPath("/0");
    }

    @Test
    void takesServersThatAreGivenAndLeavesThemAlone() {
        try (LocalRedis redis = LocalRedis.start("given redis");
                LocalStack stack = new LocalStack(
                        Profile.TEST, Map.of("STACK_REDIS", redis.uri().toString()))) {
            assertThat(stack.redis().port()).isEqualTo(redis.port());
            assertThatThrownBy(() -> stack.redis().kill())
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("STACK_REDIS")
                    .hasMessageContaining("not ours");

            stack.close();

            assertThat(redis.freshDatabase().getPort()).isEqualTo(redis.port());
        }
    }

    @Test
    void takesADatabaseServerThatIsGivenWithItsCredentials() {
        try (LocalPostgres postgres = LocalPostgres.start("given postgres", Profile.TEST);
                LocalStack stack = new LocalStack(
                        Profile.TEST,
                        Map.of("STACK_POSTGRES_INBOX", postgres.maintenance().url()))) {
            assertThat(stack.postgresInbox().maintenance()).isEqualTo(postgres.maintenance());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_MAIN, postgres://localhost:5432/portside",
        "POSTGRES_MAIN, postgres://me@localhost:5432/portside",
        "POSTGRES_INBOX, postgres://me:secret@localhost:5432",
        "POSTGRES_INBOX, postgres://me:secret@localhost/portside",
        "REDIS, localhost:6379",
        "REDIS, redis://localhost",
        "KAFKA, localhost",
        "NATS, http://localhost:4222",
        "NATS, 'nats://local host:4222'"
    })
    void refusesAnAddressThatIsNone(Backend backend, String address) {
        try (LocalStack stack = new LocalStack(Profile.TEST, Map.of(backend.variable(), address))) {
            assertThatThrownBy(() -> stack.server(backend))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageStartingWith(backend.variable() + "=" + address + ": expected ");
        }
    }

    @Test
    void failsEveryoneWhoAsksForAServerThatCanNotBeHad() {
        try (LocalStack stack = new LocalStack(Profile.TEST, Map.of("STACK_NATS", "nats://nowhere"))) {
            assertThatThrownBy(stack::nats).hasMessageContaining("nats://nowhere");
            assertThatThrownBy(stack::nats).hasMessageContaining("nats://nowhere");
        }
    }
}
