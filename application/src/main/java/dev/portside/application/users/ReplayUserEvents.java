package dev.portside.application.users;

import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserOutbox;
import java.util.List;

/**
 * Tells stored events once more, page by page. A page that failed is told again by the next run, so that its events may
 * come twice; they carry their ids.
 */
public final class ReplayUserEvents {
    private final UserOutbox outbox;
    private final UserEvents topic;
    private final SentEvents which;
    private final int pageSizeMax;
    private long position;

    /** @param after the {@link #position} where an earlier replay ended; 0 to begin with the first event */
    public ReplayUserEvents(UserOutbox outbox, UserEvents topic, SentEvents which, long after, int pageSizeMax) {
        this.outbox = outbox;
        this.topic = topic;
        this.which = which;
        this.position = after;
        this.pageSizeMax = pageSizeMax;
    }

    /**
     * Replays the next page.
     *
     * @return how many events it had; 0 at the end
     * @throws dev.portside.domain.shared.Unavailable when outbox or topic is away
     */
    public int runOnce() {
        List<UserEvent> page = outbox.sent(which, position, pageSizeMax);
        if (!page.isEmpty()) {
            topic.replay(page);
            position = page.getLast().order();
        }
        return page.size();
    }

    /** The order of the last event that was replayed. */
    public long position() {
        return position;
    }
}
