package dev.portside.kafka.log;

import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.EventLogContract;
import dev.portside.domain.log.LogReader;
import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.LocalStack;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.AfterEach;

class KafkaEventLogTest extends EventLogContract {
    private final LocalKafka kafka = LocalStack.shared().kafka();
    private final KafkaCluster cluster = new KafkaCluster(new KafkaAddress(kafka.brokers(), Map.of()));
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private final IntToLongFunction stored = partition -> positions.getOrDefault(partition, 0L);
    private final String topic = kafka.freshName("log");
    private final KafkaEventLog log = new KafkaEventLog(
            cluster, topic, topic + "-group", PARTITIONS, ENTRIES_MAX, ENTRIES_MAX, PatientLog.ANSWER_TIME_MAX, stored);

    @AfterEach
    void close() {
        log.close();
        cluster.close();
    }

    @Override
    protected EventLog log() {
        return new PatientLog(cluster, log);
    }

    @Override
    protected LogReader reader() {
        return log.reader(100, stored);
    }

    @Override
    protected void store(int partition, long next) {
        positions.put(partition, next);
    }
}
