package dev.portside.bootstrap.services;

import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.shared.Signal;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.log.KafkaEventLog;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Secrets;
import dev.portside.postgres.log.PostgresStreamProgress;
import dev.portside.postgres.log.StreamUpkeep;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A log in Kafka whose consumers keep their positions in PostgreSQL. While the brokers are away nothing is accepted. */
final class KafkaLogStores implements LogStores {
    private static final Duration UPKEEP_INTERVAL = Duration.ofMinutes(10);

    private final LogStream stream;
    private final Databases databases;
    private final KafkaCluster cluster;
    private final KafkaEventLog log;
    private final PostgresStreamProgress progress;
    private final StreamUpkeep upkeep;

    /**
     * @param unansweredMax appends that may wait for the brokers' answer at once
     * @param lagMax unfinished entries
     * @param keys the table of the flow's idempotency keys
     */
    KafkaLogStores(
            LogStream stream, int unansweredMax, long lagMax, String keys, Foundation foundation, Backends backends) {
        this.stream = stream;
        this.databases = backends.databases();
        this.cluster = backends.kafka();
        this.progress = new PostgresStreamProgress(databases.main(), foundation.clock());
        this.upkeep = new StreamUpkeep(databases.main(), List.of(new Partitions(keys)), foundation.clock());
        this.log = new KafkaEventLog(
                cluster,
                stream.topic(),
                stream.consumer(),
                foundation.settings().kafka().partitions(),
                unansweredMax,
                lagMax,
                KafkaEventLog.ANSWER_TIME_MAX,
                this::stored);
    }

    private long stored(int partition) {
        return progress.next(stream, partition);
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
    public PostgresStreamProgress progress() {
        return progress;
    }

    @Override
    public byte[] taskSecret() {
        return new Secrets(databases.main()).named("task-ids");
    }

    @Override
    public LogReader reader(int index, int readers, int entriesMax) {
        return log.reader(entriesMax, this::stored);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Map<String, Boolean> backends() {
        return Map.of("main_database", databases.main().answers(), "kafka", cluster.answers());
    }

    @Override
    public void startKeeping(CloseStack started) {
        upkeep.runOnce();
        started.push(stream.topic(), log);
        log.prepare();
        started.push(
                stream.topic() + " upkeep",
                Worker.start(stream.topic() + "-upkeep", upkeep::runOnce, new Signal(), UPKEEP_INTERVAL));
    }
}
