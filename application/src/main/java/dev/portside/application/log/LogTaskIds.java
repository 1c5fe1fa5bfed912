package dev.portside.application.log;

import dev.portside.domain.log.LogPlace;
import dev.portside.domain.tasks.TaskId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ids of the tasks of one topic. An id says what and where the task is, so that nothing need be stored for it; the first
 * {@value #MAC_BYTES} bytes of an HMAC-SHA256 over topic and content keep ids from being made up or carried to another
 * topic.
 */
public final class LogTaskIds {
    private static final String MAC = "HmacSHA256";
    private static final int CONTENT_BYTES = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;
    private static final int MAC_BYTES = 9;

    /** What an id says. */
    record Said(String kind, LogPlace place) {}

    private final String topic;
    private final List<String> kinds;
    private final SecretKeySpec secret;

    /**
     * @param kinds the kinds of task in this topic; the order is part of the ids
     * @param secret the same for all instances that serve the same topic
     */
    public LogTaskIds(String topic, List<String> kinds, byte[] secret) {
        this.topic = topic;
        this.kinds = List.copyOf(kinds);
        this.secret = new SecretKeySpec(secret, MAC);
    }

    public TaskId id(String kind, LogPlace place) {
        byte[] content = ByteBuffer.allocate(CONTENT_BYTES)
                .put((byte) kinds.indexOf(kind))
                .putInt(place.partition())
                .putLong(place.offset())
                .putLong(place.acceptedAt().toEpochMilli())
                .array();
        byte[] all = ByteBuffer.allocate(CONTENT_BYTES + MAC_BYTES)
                .put(content)
                .put(mac(content))
                .array();
        return new TaskId(Base64.getUrlEncoder().withoutPadding().encodeToString(all));
    }

    /** What the id says; empty when it is not one of this topic. */
    Optional<Said> read(TaskId id) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(id.value());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (all.length != CONTENT_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(all, CONTENT_BYTES);
        if (!MessageDigest.isEqual(mac(content), Arrays.copyOfRange(all, CONTENT_BYTES, all.length))) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        int kind = in.get();
        LogPlace place = new LogPlace(in.getInt(), in.getLong(), Instant.ofEpochMilli(in.getLong()));
        return kind >= 0 && kind < kinds.size() ? Optional.of(new Said(kinds.get(kind), place)) : Optional.empty();
    }

    private byte[] mac(byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(secret);
            mac.update(topic.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(content), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
