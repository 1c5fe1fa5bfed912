package dev.portside.bootstrap;

import dev.portside.bootstrap.settings.AccessSettings;
import dev.portside.bootstrap.settings.RepositoryType;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.http.Access;
import dev.portside.http.Gate;
import dev.portside.http.access.AuthMode;
import dev.portside.http.access.PublishedKeys;
import dev.portside.http.access.SharedSecret;
import dev.portside.http.access.TokenGate;
import dev.portside.http.access.TokenSigner;
import dev.portside.http.access.Tokens;
import dev.portside.http.access.TrustedKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may call. Bound to memory and without any key, it makes a secret of its own, so that every call can be tried. */
final class AccessService {
    /** The secret lives no longer than the process, which makes this long enough and harmless. */
    private static final Duration START_TOKEN_TTL = Duration.ofDays(30);

    private final AccessSettings settings;
    private final InstantSource clock;
    private final Optional<SharedSecret> own;

    AccessService(Settings settings, InstantSource clock) {
        this.settings = settings.access();
        this.clock = clock;
        boolean without =
                this.settings.secret().isEmpty() && this.settings.published().isEmpty();
        boolean mock = settings.repositoryType() == RepositoryType.MOCK;
        this.own = without && mock && this.settings.mode() != AuthMode.OFF
                ? Optional.of(randomSecret())
                : Optional.empty();
    }

    private static SharedSecret randomSecret() {
        byte[] random = new byte[SharedSecret.BYTES_MIN];
        new SecureRandom().nextBytes(random);
        return new SharedSecret(Base64.getEncoder().encodeToString(random));
    }

    Gate gate() {
        Optional<TrustedKeys> secret = settings.secret().or(() -> own).map(TrustedKeys.class::cast);
        Optional<TrustedKeys> published = settings.published().map(source -> new PublishedKeys(source, clock));
        List<TrustedKeys> keys =
                Stream.of(secret, published).flatMap(Optional::stream).toList();
        return new TokenGate(settings.mode(), new Tokens(keys, settings.terms(), clock));
    }

    /** A token with every role, when the secret was made here and nobody else could sign one. */
    Optional<String> startToken() {
        List<String> roles = Arrays.stream(Access.values())
                .flatMap(access -> access.role().stream())
                .toList();
        return own.map(secret -> new TokenSigner(secret, settings.terms(), clock).sign("me", roles, START_TOKEN_TTL));
    }
}
