package dev.portside.kafka.log;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.log.Backlog;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.KafkaFaults;
import dev.portside.kafka.KafkaTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * A topic of Kafka, for one consumer group whose positions are stored elsewhere.
 *
 * <p>An append waits for the brokers' answer ({@code acks=all}), for a bounded time in all, even if it is the first one or
 * the brokers stop just then; many at once share requests. It is refused at once when too many wait for their answers, when
 * the group is too far behind, and while the brokers are known to be away.
 */
public final class KafkaEventLog implements EventLog, AutoCloseable {
    /** Short enough that nobody takes the wait for a hang. */
    public static final Duration ANSWER_TIME_MAX = Duration.ofMillis(900);

    /**
     * Between two polls of a reader; whoever takes longer loses its partitions. A member that joins its group waits five
     * seconds longer than this for the answer, also for one that was lost on its way.
     */
    private static final Duration POLL_INTERVAL_MAX = Duration.ofSeconds(15);

    private static final System.Logger LOG = System.getLogger(KafkaEventLog.class.getName());
    private static final Duration TELLING_INTERVAL = Duration.ofMinutes(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final KafkaCluster cluster;
    private final KafkaTopic topic;
    private final String group;
    private final Semaphore unanswered;
    private final Lag lag;
    private final Duration answerTimeMax;
    private final LogAppender appender;

    /** Whether the last append was not answered in time: then they are asked for a sign of life first, as at the start. */
    private volatile boolean doubtful = true;

    private final AtomicBoolean toldAway = new AtomicBoolean();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TELLING_INTERVAL.toNanos());

    /**
     * Asks the brokers nothing yet.
     *
     * @param partitions of the topic, when it has to be made
     * @param unansweredMax appends that may wait for their answer at once
     * @param lagMax entries that may be appended and not done
     * @param answerTimeMax how long an append waits for its answer
     * @param stored the stored position of a partition
     */
    public KafkaEventLog(
            KafkaCluster cluster,
            String topic,
            String group,
            int partitions,
            int unansweredMax,
            long lagMax,
            Duration answerTimeMax,
            IntToLongFunction stored) {
        this.cluster = cluster;
        this.topic = new KafkaTopic(topic, partitions, 1, Map.of(), KafkaTopic.Cleanup.DELETE);
        this.group = group;
        this.unanswered = new Semaphore(unansweredMax);
        this.answerTimeMax = answerTimeMax;
        this.appender = new LogAppender(cluster, this.topic, answerTimeMax);
        this.lag = new Lag(cluster, topic, lagMax, stored);
    }

    /** Opens what appends need, so that the first one need not wait for it, unless that takes longer than an append may. */
    public void prepare() {
        appender.prepare(answerTimeMax);
    }

    @Override
    public LogPlace append(NewEntry entry) {
        long deadline = System.nanoTime() + answerTimeMax.toNanos();
        boolean isNew = entry.requeued().isEmpty();
        if (isNew && lag.isFull()) {
            throw new Unavailable("the queue is full", RETRY_AFTER);
        }
        if (doubtful && !cluster.answers()) {
            throw refused(new Unavailable("Kafka cannot be reached now", RETRY_AFTER));
        }
        if (isNew && !unanswered.tryAcquire()) {
            throw new Unavailable("the queue is full", RETRY_AFTER);
        }
        RecordMetadata appended = send(entry, deadline, isNew ? unanswered::release : () -> {});
        lag.appended();
        return new LogPlace(appended.partition(), appended.offset(), Instant.ofEpochMilli(appended.timestamp()));
    }

    /** @param answered called once, whatever the answer is */
    private RecordMetadata send(NewEntry entry, long deadline, Runnable answered) {
        try {
            RecordMetadata appended = appender.append(entry, deadline, answered);
            answered();
            return appended;
        } catch (ExecutionException | KafkaException e) {
            if (KafkaFaults.isRefusal(e)) {
                throw new Invalid("the topic in Kafka refuses this entry"
                        + (KafkaFaults.isTooLarge(e) ? ": it is too large" : ""));
            }
            throw refused(KafkaFaults.unavailable(e));
        } catch (TimeoutException e) {
            throw refused(KafkaFaults.unavailable(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFaults.unavailable(e);
        }
    }

    private void answered() {
        doubtful = false;
        if (toldAway.get() && toldAway.compareAndSet(true, false)) {
            LOG.log(INFO, () -> topic.name() + ": entries are appended again");
        }
    }

    /** An outage is told once, and one that comes and goes not all the time. */
    private Unavailable refused(Unavailable why) {
        doubtful = true;
        long now = System.nanoTime();
        if (now - toldAt.get() >= TELLING_INTERVAL.toNanos() && toldAway.compareAndSet(false, true)) {
            toldAt.set(now);
            LOG.log(WARNING, () -> topic.name() + ": entries are refused, " + why.getMessage());
        }
        return why;
    }

    @Override
    public Backlog backlog() {
        if (!cluster.answers()) {
            throw new Unavailable("Kafka cannot be reached now", RETRY_AFTER);
        }
        return lag.backlog();
    }

    /**
     * A new member of the group, which joins at its first poll: until then the brokers may be away.
     *
     * @param entriesMax fetched at once
     */
    public LogReader reader(int entriesMax, IntToLongFunction stored) {
        return new JoiningLogReader(() -> join(entriesMax, stored));
    }

    private LogReader join(int entriesMax, IntToLongFunction stored) {
        cluster.require(topic);
        Map<String, Object> settings = new HashMap<>(Lag.READING);
        settings.putAll(Map.of(
                "group.id",
                group,
                "max.poll.records",
                entriesMax,
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
                "max.poll.interval.ms",
                Math.toIntExact(POLL_INTERVAL_MAX.toMillis()),
                "session.timeout.ms",
                6_000,
                "heartbeat.interval.ms",
                2_000));
        return new KafkaLogReader(topic.name(), cluster.consumer(settings), stored);
    }

    @Override
    public void close() {
        appender.close();
        lag.close();
    }
}
