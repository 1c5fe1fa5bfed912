package dev.portside.domain.log;

/** One topic: a durable, partitioned, append-only sequence of work. */
public interface EventLog {
    /**
     * Appends an entry; when this returns, it is durable. Entries of one key are read in the order of their appends.
     *
     * @throws dev.portside.domain.shared.Unavailable at once when the log is away, or holds as much unfinished work as it
     *     may; nothing was appended, or it is unknown whether it was. Work that is requeued finds room always
     */
    LogPlace append(NewEntry entry);

    /** What is appended and not yet done. */
    Backlog backlog();
}
