package dev.portside.kafka.log;

import static org.awaitility.Awaitility.await;

import dev.portside.domain.log.Backlog;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.Unavailable;
import dev.portside.kafka.KafkaCluster;
import java.time.Duration;

/** A log for tests on a busy machine, where a broker may seem to be away: then nothing was sent, and it is asked again. */
record PatientLog(KafkaCluster cluster, EventLog log) implements EventLog {
    /** Far longer than any broker takes that is there. */
    static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(30);

    @Override
    public LogPlace append(NewEntry entry) {
        try {
            return log.append(entry);
        } catch (Unavailable e) {
            if (!String.valueOf(e.getMessage()).startsWith("Kafka")) {
                throw e;
            }
            await().atMost(ANSWER_TIME_MAX).until(cluster::answers);
            return append(entry);
        }
    }

    @Override
    public Backlog backlog() {
        return log.backlog();
    }
}
