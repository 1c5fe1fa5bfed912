package dev.portside.application.json;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * JSON that is ready to be sent. Nobody changes the bytes.
 *
 * @param etag names the bytes: the same on every instance and after every restart
 */
public record ReadyJson(byte[] bytes, String etag) {
    private static final int ETAG_BYTES = 16;

    public static ReadyJson of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ReadyJson(bytes, HexFormat.of().formatHex(digest, 0, ETAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
