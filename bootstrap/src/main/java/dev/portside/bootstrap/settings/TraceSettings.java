package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code OTEL_TRACES_SAMPLER_ARG}.
 *
 * @param endpoint the base address of a collector that takes OTLP over HTTP; without one nothing is traced
 * @param sampled which part of the traces that begin here is recorded, from 0 to 1; for others the caller has decided
 */
public record TraceSettings(Optional<URI> endpoint, double sampled) {
    private static final Pattern ENDPOINT =
            Pattern.compile("https?://" + HostAndPort.HOST + "(:" + HostAndPort.PORT + ")?(/[A-Za-z0-9._~/-]*)?");

    private static final String ENDPOINT_ALLOWED = "http://host:4318 or https://host, with a port from "
            + HostAndPort.PORT_ALLOWED + ", of a collector that takes OTLP over HTTP";

    static TraceSettings read(SettingsReader in) {
        return new TraceSettings(
                in.checked("OTEL_EXPORTER_OTLP_ENDPOINT", ENDPOINT_ALLOWED, TraceSettings::endpoint),
                in.decimal("OTEL_TRACES_SAMPLER_ARG", "1", "a number from 0 to 1", TraceSettings::part));
    }

    private static URI endpoint(String text) {
        Invalid unusable = new Invalid("must be " + ENDPOINT_ALLOWED);
        if (!ENDPOINT.matcher(text).matches()) {
            throw unusable;
        }
        try {
            return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (URISyntaxException _) {
            // Not everything in brackets is an address.
            throw unusable;
        }
    }

    private static double part(BigDecimal number) {
        if (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0) {
            throw new Invalid("must be from 0 to 1");
        }
        return number.doubleValue();
    }
}
