package dev.portside.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names calls: by the caller's own {@code X-Request-Id} when it is short and plain, so that the logs of both sides match. */
final class RequestIds {
    static final HeaderName HEADER = HeaderNames.create("X-Request-Id");

    private static final int LENGTH_MAX = 64;

    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    /** @param instance keeps the ids of several processes apart */
    RequestIds(UUID instance) {
        this.prefix = Long.toHexString(instance.getLeastSignificantBits()) + "-";
    }

    String next() {
        return prefix + count.incrementAndGet();
    }

    String of(ServerRequest request) {
        if (!request.headers().contains(HEADER)) {
            return next();
        }
        String sent = request.headers().get(HEADER).get();
        return isPlain(sent) ? sent : next();
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!plain && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= LENGTH_MAX;
    }
}
