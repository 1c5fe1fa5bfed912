package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.lifecycle.MemoryDrain;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.LogStream;
import dev.portside.kafka.memory.InMemoryLog;
import dev.portside.postgres.memory.InMemoryStreamProgress;
import java.security.SecureRandom;

/** A log in memory. */
final class InMemoryLogStores implements LogStores {
    private final LogStream stream;
    private final InMemoryLog log;
    private final InMemoryStreamProgress progress;
    private final byte[] taskSecret = new byte[32];

    /** @param entriesMax unfinished ones that are held */
    InMemoryLogStores(LogStream stream, int partitions, int entriesMax, Foundation foundation) {
        this.stream = stream;
        this.log = new InMemoryLog(partitions, entriesMax, foundation.clock(), foundation.memory());
        this.progress = new InMemoryStreamProgress(foundation.deadLetters(), foundation.clock(), foundation.memory());
        // Made at each start: in memory, tasks end with the process.
        new SecureRandom().nextBytes(taskSecret);
    }

    @Override
    public LogStream stream() {
        return stream;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public InMemoryStreamProgress progress() {
        return progress;
    }

    @Override
    public byte[] taskSecret() {
        return taskSecret.clone();
    }

    @Override
    public LogReader reader(int index, int readers, int entriesMax) {
        return log.reader(index, readers, partition -> progress.next(stream, partition));
    }

    @Override
    public void drainBeforeConsumersStop(CloseStack started) {
        started.push(
                stream.topic() + " in memory",
                new MemoryDrain(
                        stream.topic(), log::appended, () -> log.backlog().entries()));
    }
}
