package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.settings.AccessSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.http.Access;
import dev.portside.http.access.TokenSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --token} of the commands that call a running Portside as somebody. */
final class AccessToken {
    private static final Duration TTL = Duration.ofHours(1);

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "A token with the role that is needed, such as the start's line shows one; without it, one is"
                    + " signed with JWT_SECRET.")
    private Optional<String> token = Optional.empty();

    /**
     * The token that was given, else a new one for {@code subject}.
     *
     * @throws CommandFailed when there is neither a token nor a secret
     */
    String of(String subject, Access access) {
        return token.orElseGet(() -> signed(subject, access));
    }

    private static String signed(String subject, Access access) {
        AccessSettings settings = AccessSettings.read(Environment.ofProcess());
        TokenSigner signer = settings.secret()
                .map(secret -> new TokenSigner(secret, settings.terms(), InstantSource.system()))
                .orElseThrow(() -> new CommandFailed("a token is needed: give --token, or set JWT_SECRET"));
        return signer.sign(subject, access.role().stream().toList(), TTL);
    }
}
