package dev.portside.domain.shared;

/** A cache. All that it holds is stored elsewhere too, so that it may be dropped at any time. */
@FunctionalInterface
public interface Evictable {
    /** Drops the least used entries until at least {@code bytes} are given back to the budget, or nothing is left. */
    void evict(long bytes);
}
