package dev.portside.bootstrap.services;

import dev.portside.application.log.Breaker;
import dev.portside.application.log.ConsumeLog;
import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogTaskIds;
import dev.portside.application.log.LogTasks;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.lifecycle.MemoryDrain;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.LogConsumerSettings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.kafka.memory.InMemoryLog;
import dev.portside.postgres.memory.InMemoryStreamProgress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One topic in memory with its consumers: what the services that work from a log have in common. */
final class InMemoryStream {
    private final LogStream stream;
    private final InMemoryLog log;
    private final InMemoryStreamProgress progress;
    private final LogTaskIds taskIds;
    private final LogTasks tasks;
    private final Breaker breaker;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    /**
     * @param taskKinds of the entries
     * @param entriesMax unfinished ones that are held
     */
    InMemoryStream(LogStream stream, List<String> taskKinds, int partitions, int entriesMax, Foundation foundation) {
        this.stream = stream;
        this.deadLetters = foundation.deadLetters();
        this.clock = foundation.clock();
        this.log = new InMemoryLog(partitions, entriesMax, clock, foundation.memory());
        this.progress = new InMemoryStreamProgress(deadLetters, clock, foundation.memory());
        this.taskIds = new LogTaskIds(stream.topic(), taskKinds, secret());
        this.tasks = new LogTasks(stream, taskIds, progress);
        LogConsumerSettings settings = foundation.settings().consumers();
        this.breaker = new Breaker(stream.topic(), settings.breakerFailuresMax(), settings.breakerOpenTime(), clock);
    }

    /** Made at each start: in memory, tasks end with the process. */
    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    InMemoryLog log() {
        return log;
    }

    InMemoryStreamProgress progress() {
        return progress;
    }

    LogTaskIds taskIds() {
        return taskIds;
    }

    /** Also what lets waiting callers go when it is closed. */
    LogTasks tasks() {
        return tasks;
    }

    FlowBacklog backlog() {
        return FlowBacklog.of(log.backlog(), clock);
    }

    /** @param further details of the service itself */
    ComponentHealth health(String name, Source source, Map<String, Object> further) {
        FlowBacklog backlog = backlog();
        Map<String, Object> details = new TreeMap<>(further);
        details.put("queued", backlog.entries());
        details.put("oldest_queued_seconds", backlog.oldest().toMillis() / 1000.0);
        details.put("circuit_breaker", breaker.state());
        details.put("dead_letters", deadLetters.count(Optional.of(source)));
        return new ComponentHealth(name, breaker.admits(), details);
    }

    /** Starts consumers that share the partitions. */
    <T> void startConsumers(
            CloseStack started, String name, int consumers, LogFlow<T> flow, ConsumePolicy policy, FlowMeter meter) {
        for (int index = 0; index < consumers; index++) {
            ConsumeLog consumer = new ConsumeLog(
                    flow,
                    log.reader(index, consumers, partition -> progress.next(stream, partition)),
                    progress,
                    tasks,
                    breaker,
                    policy,
                    clock,
                    new SplittableRandom(),
                    meter);
            started.push(name + " " + index, consumer.start(name + "-" + index));
        }
        started.push(
                stream.topic() + " in memory",
                new MemoryDrain(
                        stream.topic(), log::appended, () -> log.backlog().entries()));
    }
}
