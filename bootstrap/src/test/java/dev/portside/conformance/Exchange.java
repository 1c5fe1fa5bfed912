package dev.portside.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request and its answer, as far as the interface's document speaks of them.
 *
 * @param target path and query as they were sent
 * @param headers the answer's, found in any case
 * @param body the answer's, as text
 */
public record Exchange(String method, String target, int status, Map<String, List<String>> headers, String body) {
    public Exchange {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    public String path() {
        return target.replaceFirst("[?#].*$", "");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    /** The content type without its parameters; empty when there is none. */
    public String mediaType() {
        return header("Content-Type").orElse("").replaceFirst("\\s*;.*$", "");
    }

    @Override
    public String toString() {
        return method + " " + target + " -> " + status + " " + headers + " " + body;
    }
}
