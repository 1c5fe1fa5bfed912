package dev.portside.domain.shared;

/** One of the {@link #COUNT} sequences into which keys are hashed; whoever leases a lane alone works on its keys. */
public record Lane(int number) {
    public static final int COUNT = 256;

    public Lane {
        if (number < 0 || number >= COUNT) {
            throw new Invalid("a lane's number is 0 to " + (COUNT - 1));
        }
    }

    /** The lane of a key: stable over processes, releases and machines. */
    public static Lane of(String key) {
        int hash = key.hashCode();
        return new Lane((hash ^ (hash >>> 16) ^ (hash >>> 8)) & (COUNT - 1));
    }
}
