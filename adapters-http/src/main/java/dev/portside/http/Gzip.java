package dev.portside.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A body's compressed form (RFC 1952), made when it is first wanted, and kept. Thread-safe. */
final class Gzip {
    private final byte[] body;
    private volatile byte @Nullable [] packed;

    Gzip(byte[] body) {
        this.body = body;
    }

    /** Nobody changes the bytes. */
    byte[] packed() {
        byte[] before = packed;
        if (before != null) {
            return before;
        }
        byte[] now = pack(body);
        packed = now;
        return now;
    }

    private static byte[] pack(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
