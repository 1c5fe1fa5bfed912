package dev.portside.kafka.log;

import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.shared.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A reader that joins its group when it is first polled, so that it can be made while the brokers are away. */
final class JoiningLogReader implements LogReader {
    private final Supplier<LogReader> join;
    private final Signal woken = new Signal();
    private volatile boolean wokenBefore;
    private volatile Optional<LogReader> joined = Optional.empty();

    /** @param join joins the group, or fails while the brokers are away */
    JoiningLogReader(Supplier<LogReader> join) {
        this.join = join;
    }

    @Override
    public List<LogBatch> poll(int max, Duration waitMax) throws InterruptedException {
        if (joined.isEmpty()) {
            joined = Optional.of(join.get());
            if (wokenBefore) {
                joined.get().wakeUp();
            }
        }
        return joined.get().poll(max, waitMax);
    }

    @Override
    public void rest(Duration time) throws InterruptedException {
        if (joined.isPresent()) {
            joined.get().rest(time);
            return;
        }
        woken.await(time);
    }

    @Override
    public void done(int partition, long next) {
        joined.ifPresent(reader -> reader.done(partition, next));
    }

    @Override
    public void rewind(int partition, long stored) {
        joined.ifPresent(reader -> reader.rewind(partition, stored));
    }

    @Override
    public void wakeUp() {
        wokenBefore = true;
        woken.raise();
        joined.ifPresent(LogReader::wakeUp);
    }

    @Override
    public void close() {
        joined.ifPresent(LogReader::close);
    }
}
