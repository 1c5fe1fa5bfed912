package dev.portside.domain.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** Ids that are the same whenever they are derived from the same parts: UUIDs (RFC 9562) over their SHA-256. */
public final class DerivedId {
    private DerivedId() {}

    /** An id of version 8. */
    public static UUID of(String... parts) {
        ByteBuffer hash = hash(parts);
        return uuid(hash.getLong(), 8, hash.getLong());
    }

    /** An id with the form of version 7, so that it sorts by {@code at}, to the millisecond. */
    public static UUID timed(Instant at, String... parts) {
        ByteBuffer hash = hash(parts);
        return uuid((at.toEpochMilli() << 16) | (hash.getLong() & 0xfff), 7, hash.getLong());
    }

    private static UUID uuid(long high, int version, long low) {
        return new UUID(
                (high & 0xffff_ffff_ffff_0fffL) | ((long) version << 12),
                (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }

    /** Each part with its length in front, so that no two lists of parts read the same. */
    private static ByteBuffer hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
