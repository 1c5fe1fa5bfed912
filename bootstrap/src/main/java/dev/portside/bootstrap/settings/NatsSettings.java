package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import dev.portside.nats.NatsAddress;
import java.util.regex.Pattern;

/**
 * {@code NATS_URL}, {@code NATS_CREDS}, {@code NATS_STREAM}, {@code NATS_SUBJECT}, {@code NATS_DURABLE}.
 *
 * @param durable the consumer's name
 */
public record NatsSettings(NatsAddress address, String stream, String subject, String durable) {
    private static final String SERVER =
            "(nats|tls)://([^\\s@/?#,]+@)?" + HostAndPort.HOST + "(:" + HostAndPort.PORT + ")?/?";
    private static final Pattern SERVERS = Pattern.compile(SERVER + "(," + SERVER + ")*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final String NAME_ALLOWED = "1 to 100 letters, digits, dashes or underscores";
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final String CREDENTIALS = "what a NATS credentials file holds; NATS_CREDS_FILE names the file";

    /** Reads these settings alone, for commands that need no others. */
    public static NatsSettings read(Environment environment) {
        SettingsReader in = new SettingsReader(environment::value, environment.faults());
        NatsSettings nats = read(in);
        in.check();
        return nats;
    }

    static NatsSettings read(SettingsReader in) {
        return new NatsSettings(
                NatsAddress.of(
                        in.matching(
                                "NATS_URL",
                                "nats://localhost:4222",
                                SERVERS,
                                "nats://host:port or tls://host:port, several with commas, ports "
                                        + HostAndPort.PORT_ALLOWED),
                        in.checked("NATS_CREDS", CREDENTIALS, NatsSettings::credentials)),
                in.matching("NATS_STREAM", "ORDERS", NAME, NAME_ALLOWED),
                in.matching(
                        "NATS_SUBJECT",
                        "orders",
                        SUBJECT,
                        "words of letters, digits, dashes and underscores, with dots"),
                in.matching("NATS_DURABLE", "order-service-durable", NAME, NAME_ALLOWED));
    }

    private static String credentials(String value) {
        if (!value.contains("BEGIN NATS USER JWT") || !value.contains("BEGIN USER NKEY SEED")) {
            throw new Invalid(CREDENTIALS);
        }
        return value;
    }
}
