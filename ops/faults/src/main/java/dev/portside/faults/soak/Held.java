package dev.portside.faults.soak;

/** What an instance holds, and how much more of it may be there in the end than in the beginning. */
public enum Held {
    HEAP("heap after a full collection, without caches, MB", 0.15, 5),
    RESIDENT("resident memory, MB", 0.15, 32),
    THREADS("threads", 0.10, 5),
    FILES("open files, without callers'", 0.10, 16),
    SOCKETS("sockets, without callers'", 0.10, 12);

    private final String title;
    private final double part;
    private final double least;

    Held(String title, double part, double least) {
        this.title = title;
        this.part = part;
        this.least = least;
    }

    String title() {
        return title;
    }

    /** The growth that is no leak yet: a part of what was there, and at least so much. */
    double toleranceAt(double level) {
        return Math.max(least, part * level);
    }
}
