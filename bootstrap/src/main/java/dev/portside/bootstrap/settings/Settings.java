package dev.portside.bootstrap.settings;

import dev.portside.http.HttpSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that can be set, checked. */
public record Settings(
        RepositoryType repositoryType,
        Set<Role> roles,
        LogSettings log,
        HttpSettings http,
        Optional<HttpSettings> management,
        AccessSettings access,
        DatabaseSettings databases,
        InboxSettings inbox,
        KafkaSettings kafka,
        LogConsumerSettings consumers,
        MemorySettings memory,
        NatsSettings nats,
        ProductSettings products,
        RateLimitSettings rateLimits,
        RedisSettings redis,
        RelaySettings relay,
        RetrySettings retry,
        Optional<TlsSettings> tls,
        TodoSettings todos,
        TraceSettings traces,
        boolean testEndpoints,
        Duration shutdownTimeout) {

    /** Who watches asks again. */
    private static final Duration MANAGEMENT_GRACE = Duration.ofSeconds(1);

    /** Reads all settings; {@link BadSettings} names every one that cannot be used. */
    public static Settings read(Environment environment) {
        return read(new SettingsReader(environment::value, environment.faults()), environment.names());
    }

    /** All that can be set, but for the {@code KAFKA_SASL_...} and {@code KAFKA_SSL_...} that are passed on. */
    public static List<Setting> known() {
        SettingsReader in = new SettingsReader(_ -> null, List.of());
        Settings _ = read(in, Set.of());
        return in.known();
    }

    /** The names and aliases of {@link #known}. */
    public static Set<String> names() {
        return known().stream()
                .flatMap(setting -> Stream.concat(Stream.of(setting.name()), setting.alias().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Settings read(SettingsReader in, Set<String> names) {
        Duration second = Duration.ofSeconds(1);
        Duration shutdownTimeout =
                in.duration("SHUTDOWN_TIMEOUT", Duration.ofSeconds(20), second, second, Duration.ofMinutes(10));
        HttpSettings http = http(in, shutdownTimeout);
        RepositoryType repositoryType = in.choice("REPOSITORY_TYPE", RepositoryType.POSTGRES);
        Settings settings = new Settings(
                repositoryType,
                in.choices("ROLES", Role.class),
                LogSettings.read(in),
                http,
                management(in, http),
                AccessSettings.read(in, repositoryType),
                DatabaseSettings.read(in),
                InboxSettings.read(in),
                KafkaSettings.read(in, names),
                LogConsumerSettings.read(in),
                MemorySettings.read(in),
                NatsSettings.read(in),
                ProductSettings.read(in),
                RateLimitSettings.read(in),
                RedisSettings.read(in),
                RelaySettings.read(in),
                RetrySettings.read(in),
                TlsSettings.read(in),
                TodoSettings.read(in),
                TraceSettings.read(in),
                in.flag("TEST_ENDPOINTS", repositoryType == RepositoryType.MOCK),
                shutdownTimeout);
        settings.relay()
                .haltAt()
                .filter(_ -> !settings.testEndpoints())
                .ifPresent(at -> in.fault("RELAY_HALT_AT", at.toString(), "unset unless TEST_ENDPOINTS=true"));
        in.check();
        return settings;
    }

    /** The door for those who watch, when it is not the same. */
    private static Optional<HttpSettings> management(SettingsReader in, HttpSettings http) {
        return in.whole("MANAGEMENT_PORT", 0, 65_535)
                .filter(port -> port == 0 || port != http.port())
                .map(port -> http.at(port, MANAGEMENT_GRACE));
    }

    private static HttpSettings http(SettingsReader in, Duration shutdownTimeout) {
        Duration second = Duration.ofSeconds(1);
        return new HttpSettings(
                in.text("HOST", "0.0.0.0"),
                in.whole(in.named("PORT", "HTTP_PORT"), 8080, 0, 65_535),
                Math.toIntExact(in.size("MAX_BODY_BYTES", 1 << 20, 1 << 10, 1 << 30)),
                in.duration("REQUEST_TIMEOUT", Duration.ofSeconds(30), second, second, Duration.ofMinutes(10)),
                shutdownTimeout.dividedBy(2));
    }
}
