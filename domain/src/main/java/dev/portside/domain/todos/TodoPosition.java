package dev.portside.domain.todos;

import dev.portside.domain.shared.Invalid;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;

/** A place in the order of all todos, the newest first; ids decide among those of one millisecond. */
public record TodoPosition(Instant createdAt, TodoId id) implements Comparable<TodoPosition> {
    private static final int BYTES = 3 * Long.BYTES;

    /** Until the year 9999: stores know no times of any year. */
    private static final long MILLIS_MAX =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** UUIDs as PostgreSQL sorts them: by their bytes, which {@code UUID.compareTo} doesn't. */
    private static final Comparator<UUID> BYTES_ASCENDING = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<TodoPosition> NEWEST_FIRST = Comparator.comparing(TodoPosition::createdAt)
            .thenComparing(position -> position.id.value(), BYTES_ASCENDING)
            .reversed();

    @Override
    public int compareTo(TodoPosition other) {
        return NEWEST_FIRST.compare(this, other);
    }

    /** The position as {@link #parse} reads it; fit for a URL. */
    public String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(createdAt.toEpochMilli())
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static TodoPosition parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == BYTES) {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                long millis = in.getLong();
                if (millis >= 0 && millis <= MILLIS_MAX) {
                    TodoId id = new TodoId(new UUID(in.getLong(), in.getLong()));
                    return new TodoPosition(Instant.ofEpochMilli(millis), id);
                }
            }
        } catch (IllegalArgumentException _) {
            // Refused below like any other text that is no position.
        }
        throw new Invalid("must be a position from a Link header");
    }
}
