package dev.portside.application.log;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.log.StreamProgress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes dead letters back by appending their work again with a reference to its origin. The origin is reopened first, so
 * that of several copies, left by a crash in between or by a repeat, the first one to be read takes effect and ends it.
 */
public final class LogOrigin<T> implements Origin {
    private final LogFlow<T> flow;
    private final Function<T, String> key;
    private final StreamProgress progress;
    private final EventLog log;

    /** @param key the key under which a value is appended */
    public LogOrigin(LogFlow<T> flow, Function<T, String> key, StreamProgress progress, EventLog log) {
        this.flow = flow;
        this.key = key;
        this.progress = progress;
        this.log = log;
    }

    @Override
    public Source source() {
        return flow.source();
    }

    @Override
    public void takeBack(DeadLetter letter) {
        LogPlace origin = LogPlace.parse(letter.origin());
        if (progress.reopen(flow.stream(), origin)) {
            log.append(new NewEntry(key(letter), letter.payload(), letter.traceparent(), Optional.of(origin)));
        }
    }

    /** The first place decides what is newer, and not the one to which the work comes back. */
    @Override
    public boolean ordered() {
        return false;
    }

    /** Work that is still unreadable has no key; any will do, since it can only die again. */
    private String key(DeadLetter letter) {
        try {
            return key.apply(flow.read().apply(letter.payload()));
        } catch (RuntimeException e) {
            if (FailureKind.of(e) == FailureKind.VALIDATION) {
                return letter.id();
            }
            throw e;
        }
    }
}
