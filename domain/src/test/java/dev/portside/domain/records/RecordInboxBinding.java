package dev.portside.domain.records;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.tasks.Tasks;
import java.time.Duration;
import java.time.InstantSource;

/** A fresh, empty inbox with all that belongs to it, as a binding gives it to the contracts. */
public interface RecordInboxBinding extends AutoCloseable {
    RecordInbox inbox();

    Tasks tasks();

    Origin origin();

    DeadLetters deadLetters();

    /** The leases by which the inbox fences. */
    Lanes lanes();

    /** The inbox' clock. */
    InstantSource clock();

    /** Lets the time pass on {@link #clock}. */
    void pass(Duration time);

    /** A value with which a task cannot be accepted. */
    JsonText unstorable();

    /** Gives back what the binding holds outside of memory. */
    @Override
    default void close() {}
}
