package dev.portside.application.log;

import dev.portside.domain.log.Backlog;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogEntry;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log of one partition whose readers move the clock instead of waiting; entries may lie in the future. */
final class FakeLog implements EventLog {
    private final MovableClock clock;
    private final List<LogEntry> entries = new ArrayList<>();

    FakeLog(MovableClock clock) {
        this.clock = clock;
    }

    /** Appends payloads as of now. */
    void append(String... payloads) {
        for (String payload : payloads) {
            arrives(Duration.ZERO, payload);
        }
    }

    /** Appends a payload that can be read only after a while. */
    void arrives(Duration in, String payload) {
        add(new NewEntry("key", payload, Optional.of("trace of " + payload), Optional.empty()), in);
    }

    @Override
    public LogPlace append(NewEntry entry) {
        return add(entry, Duration.ZERO);
    }

    private LogPlace add(NewEntry entry, Duration in) {
        LogPlace place = new LogPlace(0, entries.size(), clock.instant().plus(in));
        entries.add(new LogEntry(place, entry));
        return place;
    }

    @Override
    public Backlog backlog() {
        return new Backlog(entries.size(), Optional.empty());
    }

    Reader reader() {
        return new Reader();
    }

    final class Reader implements LogReader {
        final List<Duration> rests = new ArrayList<>();
        long doneBefore;
        int polls;
        private long position;

        @Override
        public List<LogBatch> pollAfter(int max, Duration pause) {
            clock.advance(pause);
            return poll(max, Duration.ZERO);
        }

        @Override
        public List<LogBatch> poll(int max, Duration waitMax) {
            polls++;
            Instant until = clock.instant().plus(waitMax);
            if (position < entries.size()) {
                Instant arrival = entries.get((int) position).place().acceptedAt();
                if (arrival.isAfter(clock.instant()) && !arrival.isAfter(until)) {
                    clock.advance(Duration.between(clock.instant(), arrival));
                }
            }
            List<LogEntry> there = entries.stream()
                    .skip(position)
                    .takeWhile(entry -> !entry.place().acceptedAt().isAfter(clock.instant()))
                    .limit(max)
                    .toList();
            if (there.isEmpty()) {
                clock.advance(Duration.between(clock.instant(), until));
                return List.of();
            }
            LogBatch batch = new LogBatch(0, position, there);
            position = batch.next();
            return List.of(batch);
        }

        @Override
        public void done(int partition, long next) {
            doneBefore = next;
        }

        @Override
        public void rewind(int partition, long stored) {
            position = stored;
        }

        @Override
        public void rest(Duration time) {
            rests.add(time);
            clock.advance(time);
        }

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
    }
}
