package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.settings.AccessSettings;
import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.SettingFault;
import dev.portside.bootstrap.settings.SettingsReader;
import dev.portside.http.access.SharedSecret;
import dev.portside.http.access.TokenSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portside token}: prints a signed token and nothing else, so that a script can take it. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Sign a token with JWT_SECRET and print it.",
            "JWT_ISSUER and JWT_AUDIENCE are put in when they are set."
        })
final class TokenCommand implements Runnable {
    @Option(names = "--sub", required = true, paramLabel = "SUBJECT", description = "Who calls.")
    private String subject = "";

    @Option(names = "--role", paramLabel = "ROLE", description = "A role: admin or todos:write. May be repeated.")
    private List<String> roles = List.of();

    @Option(names = "--ttl", paramLabel = "TIME", description = "How long it is good, such as 30m, 1h or 7d (1h).")
    private String ttl = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        Duration second = Duration.ofSeconds(1);
        SettingsReader options = new SettingsReader(_ -> ttl, List.of());
        Duration time = options.duration("--ttl", Duration.ofHours(1), second, second, Duration.ofDays(365));
        options.check();
        spec.commandLine().getOut().println(signer().sign(subject, roles, time));
    }

    private static TokenSigner signer() {
        AccessSettings access = AccessSettings.read(Environment.ofProcess());
        SharedSecret secret = access.secret()
                .orElseThrow(() -> new BadSettings(List.of(
                        new SettingFault("JWT_SECRET", "", "set to at least " + SharedSecret.BYTES_MIN + " bytes"))));
        return new TokenSigner(secret, access.terms(), InstantSource.system());
    }
}
