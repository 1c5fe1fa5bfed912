package dev.portside.stack;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** The address of a server that is there already. */
final class Address {
    private static final Map<Backend, String> FORMS = Map.of(
            Backend.POSTGRES_MAIN, "postgres://user:password@host:port/database",
            Backend.POSTGRES_INBOX, "postgres://user:password@host:port/database",
            Backend.REDIS, "redis://host:port",
            Backend.KAFKA, "host:port",
            Backend.NATS, "nats://host:port");

    private Address() {}

    /** @throws StackFailure telling the variable, its value and the form that it should have */
    static URI of(Backend backend, String text) {
        String form = String.valueOf(FORMS.get(backend));
        try {
            URI address = new URI(form.contains("://") ? text : "host://" + text);
            if (matches(address, form)) {
                return address;
            }
        } catch (URISyntaxException _) {
            // The failure below says what is expected.
        }
        throw new StackFailure("%s=%s: expected %s".formatted(backend.variable(), text, form));
    }

    private static boolean matches(URI address, String form) {
        return address.getHost() != null
                && address.getPort() > 0
                && (!form.contains("://") || form.startsWith(address.getScheme() + "://"))
                && (!form.contains("@") || isComplete(address));
    }

    private static boolean isComplete(URI postgres) {
        return postgres.getUserInfo() != null
                && postgres.getUserInfo().contains(":")
                && postgres.getPath().length() > 1;
    }
}
