package dev.portside.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names calls: by the caller's own {@code X-Request-Id} when it is short and plain, so that the logs of both sides match. */
final class RequestIds {
    static final HeaderName HEADER = HeaderNames.create("X-Request-Id");

    private static final int LENGTH_MAX = 64;
    private static final int PREFIX_LENGTH = 17;
    private static final int DIGITS = 12;

    /** Of the ids that are made here. */
    static final int LENGTH = PREFIX_LENGTH + DIGITS;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] prefix;
    private final AtomicLong count = new AtomicLong();

    /** @param instance keeps the ids of several processes apart */
    RequestIds(UUID instance) {
        String hex = HexFormat.of().toHexDigits(instance.getLeastSignificantBits());
        this.prefix = (hex + "-").getBytes(StandardCharsets.ISO_8859_1);
    }

    String next() {
        byte[] id = new byte[LENGTH];
        putNext(id, 0);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    /** Writes the next id, {@value #LENGTH} bytes long, into the target. */
    void putNext(byte[] target, int at) {
        System.arraycopy(prefix, 0, target, at, PREFIX_LENGTH);
        long rest = count.incrementAndGet();
        for (int i = at + LENGTH - 1; i >= at + PREFIX_LENGTH; i--) {
            target[i] = HEX[(int) (rest & 0xf)];
            rest >>>= 4;
        }
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
