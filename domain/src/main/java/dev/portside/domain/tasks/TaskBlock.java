package dev.portside.domain.tasks;

import java.util.UUID;

/**
 * Tasks that were accepted together, by what their ids have in common: all but the last 16 bits, which number them. A
 * store may keep them as one and still finds each by its id.
 *
 * @param id the block's, with zeros for the last 16 bits
 */
public record TaskBlock(UUID id) {
    /** Tasks of a block at most. */
    public static final int PLACES = 1 << 16;

    private static final long PLACE_BITS = PLACES - 1L;

    /** The block to which this id, or any other that differs from it in the last 16 bits only, belongs. */
    public static TaskBlock of(UUID id) {
        return new TaskBlock(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & ~PLACE_BITS));
    }

    /** The number, from 0, of the task with this id in its block. */
    public static int place(UUID id) {
        return (int) (id.getLeastSignificantBits() & PLACE_BITS);
    }

    /** The id of the task with this number, which is less than {@link #PLACES}. */
    public TaskId task(int place) {
        return new TaskId(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() | place).toString());
    }
}
