package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import dev.portside.nats.NatsAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code NATS_URL}, {@code NATS_CREDS}, {@code NATS_STREAM}, {@code NATS_SUBJECT}, {@code NATS_DURABLE}.
 *
 * @param durable the consumer's name
 */
public record NatsSettings(NatsAddress address, String stream, String subject, String durable) {
    private static final String SERVER = "(nats|tls)://([^\\s@/?#,]+@)?(" + DatabaseUrl.HOST + ")(:\\d{1,5})?/?";
    private static final Pattern SERVERS = Pattern.compile(SERVER + "(," + SERVER + ")*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Reads these settings alone, for commands that need no others. */
    public static NatsSettings read(Environment environment) {
        SettingsReader in = new SettingsReader(environment::value, environment.faults());
        NatsSettings nats = read(in);
        in.check();
        return nats;
    }

    static NatsSettings read(SettingsReader in) {
        Optional<String> credentials = in.checked("NATS_CREDS", NatsSettings::credentials);
        return new NatsSettings(
                NatsAddress.of(
                        matched(in, "NATS_URL", SERVERS, "nats://host:port or tls://host:port, several with commas")
                                .orElse("nats://localhost:4222"),
                        credentials),
                matched(in, "NATS_STREAM", NAME, "1 to 100 letters, digits, dashes or underscores")
                        .orElse("ORDERS"),
                matched(in, "NATS_SUBJECT", SUBJECT, "words of letters, digits, dashes and underscores, with dots")
                        .orElse("orders"),
                matched(in, "NATS_DURABLE", NAME, "1 to 100 letters, digits, dashes or underscores")
                        .orElse("order-service-durable"));
    }

    private static Optional<String> matched(SettingsReader in, String name, Pattern form, String allowed) {
        return in.checked(name, value -> {
            if (!form.matcher(value).matches()) {
                throw new Invalid(allowed);
            }
            return value;
        });
    }

    private static String credentials(String value) {
        if (!value.contains("BEGIN NATS USER JWT") || !value.contains("BEGIN USER NKEY SEED")) {
            throw new Invalid("what a NATS credentials file holds; NATS_CREDS_FILE names the file");
        }
        return value;
    }
}
