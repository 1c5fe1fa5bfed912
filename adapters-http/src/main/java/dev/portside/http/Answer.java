package dev.portside.http;

import dev.portside.application.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What a handler answers: status, media type, body and further headers. Immutable.
 *
 * @param gzip the body's compressed form for those who wish for it; empty when there is none
 * @param stream in place of the body; the connection ends with it
 */
public record Answer(
        int status, String mediaType, byte[] body, List<Header> headers, Optional<Gzip> gzip, Optional<Stream> stream) {
    public static final String JSON = "application/json";

    private static final int ETAG_BYTES = 16;

    /** A shorter body fits into one packet as it is. */
    private static final int COMPRESSIBLE_BYTES_MIN = 1024;

    private static final String GZIP_ETAG_SUFFIX = "-gzip\"";

    /** One header line. */
    public record Header(String name, String value) {}

    /** A body that is written while it comes about. It is closed once, also when it was never written. */
    public interface Stream extends AutoCloseable {
        /**
         * Writes pieces until there will be none, which may take hours.
         *
         * @param out waits while the peer is slow, and throws when it is gone or takes too long
         */
        void write(Consumer<byte[]> out) throws InterruptedException;

        @Override
        void close();
    }

    public Answer(int status, String mediaType, byte[] body, List<Header> headers) {
        this(status, mediaType, body, headers, Optional.empty(), Optional.empty());
    }

    public static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, Json.bytes(body), List.of());
    }

    public static Answer ok(JsonNode body) {
        return json(200, body);
    }

    /** 200 with bytes that are ready. */
    public static Answer ok(String mediaType, byte[] body) {
        return new Answer(200, mediaType, body, List.of());
    }

    public static Answer ok(String mediaType, String body) {
        return ok(mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** 200 with bytes that stay the same while this process runs: a client may keep them as long as it asks again. */
    public static Answer constant(String mediaType, byte[] body) {
        return ok(mediaType, body).etag(digest(body)).header("Cache-Control", "no-cache");
    }

    private static String digest(byte[] body) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(sha256, 0, ETAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 200 with a body that is written while it comes about. */
    public static Answer streaming(String mediaType, Stream stream) {
        return new Answer(200, mediaType, new byte[0], List.of(), Optional.empty(), Optional.of(stream));
    }

    public static Answer noContent() {
        return new Answer(204, "", new byte[0], List.of());
    }

    /** Whether the connection ends with this answer. */
    boolean closes() {
        return headers.contains(Problem.CLOSE);
    }

    boolean has(String header) {
        for (Header sent : headers) {
            if (sent.name().equals(header)) {
                return true;
            }
        }
        return false;
    }

    public Answer header(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, mediaType, body, List.copyOf(more), gzip, stream);
    }

    /** Adds list fields; to one that is there already, after a comma (RFC 9110, 5.3). */
    Answer listing(Map<String, String> fields) {
        if (fields.isEmpty()) {
            return this;
        }
        Map<String, String> left = new TreeMap<>(fields);
        List<Header> joined = new ArrayList<>();
        for (Header header : headers) {
            String more = left.remove(header.name());
            joined.add(more == null ? header : new Header(header.name(), header.value() + ", " + more));
        }
        left.forEach((name, value) -> joined.add(new Header(name, value)));
        return new Answer(status, mediaType, body, List.copyOf(joined), gzip, stream);
    }

    /** Adds a strong entity tag; a GET whose {@code If-None-Match} names it becomes 304. */
    public Answer etag(String opaque) {
        return header("ETag", '"' + opaque + '"');
    }

    /**
     * Offers the body compressed as well, when it is long enough. It is compressed once, however often it is sent. A shorter
     * one has no {@code Vary}, since the caller's {@code Accept-Encoding} has no influence on it (RFC 9110, 12.5.5): a cache
     * may give it to everybody.
     */
    public Answer compressible() {
        if (body.length < COMPRESSIBLE_BYTES_MIN) {
            return this;
        }
        Answer varying = header("Vary", "Accept-Encoding");
        return new Answer(status, mediaType, body, varying.headers, Optional.of(new Gzip(body)), Optional.empty());
    }

    /** The same with the compressed body, which has an entity tag of its own (RFC 9110, 8.8.3.3). */
    Answer compressed(Gzip form) {
        List<Header> own = new ArrayList<>();
        own.add(new Header("Content-Encoding", "gzip"));
        for (Header header : headers) {
            String value = header.value();
            boolean tag = header.name().equals("ETag");
            own.add(tag ? new Header("ETag", value.substring(0, value.length() - 1) + GZIP_ETAG_SUFFIX) : header);
        }
        return new Answer(status, mediaType, form.packed(), List.copyOf(own));
    }

    public Answer location(String path) {
        return header("Location", path);
    }
}
