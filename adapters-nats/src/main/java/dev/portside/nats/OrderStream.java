package dev.portside.nats;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.shared.Unavailable;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stream of order messages and its durable consumer, by name: made when they are not there, checked when they are. A
 * configuration that differs is reported and left alone; one that would lose orders is not used.
 */
public record OrderStream(String name, String subject, String durable, Duration ackWait) {
    private static final System.Logger LOG = System.getLogger(OrderStream.class.getName());
    private static final int NOT_FOUND = 404;
    private static final int UNSETTLED_MAX = 1000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final Duration KEPT = Duration.ofDays(30);

    /** So long a dead letter that is published twice is noticed. */
    private static final Duration DUPLICATES_NOTICED = Duration.ofHours(1);

    /**
     * Makes or checks both.
     *
     * @throws Unavailable when they cannot be used as they are
     */
    StreamInfo require(JetStreamManagement servers) throws IOException, JetStreamApiException {
        StreamInfo stream = requireStream(servers);
        requireConsumer(servers);
        return stream;
    }

    private StreamInfo requireStream(JetStreamManagement servers) throws IOException, JetStreamApiException {
        try {
            StreamInfo there = servers.getStreamInfo(name);
            check(there.getConfiguration());
            return there;
        } catch (JetStreamApiException e) {
            if (e.getErrorCode() != NOT_FOUND) {
                throw e;
            }
        }
        StreamInfo made = servers.addStream(wantedStream());
        LOG.log(INFO, () -> "stream " + name + " made for subject " + subject);
        return made;
    }

    /**
     * A message stays for a time, settled or not. A stream that drops what is settled would be smaller; but after the death
     * of a server, consumers of such a stream were seen to hand out nothing any more.
     */
    private StreamConfiguration wantedStream() {
        return StreamConfiguration.builder()
                .name(name)
                .subjects(subject)
                .retentionPolicy(RetentionPolicy.Limits)
                .storageType(StorageType.File)
                .discardPolicy(DiscardPolicy.New)
                .maxAge(KEPT)
                .duplicateWindow(DUPLICATES_NOTICED)
                .build();
    }

    private void check(StreamConfiguration there) {
        if (there.getSubjects().stream().noneMatch(pattern -> covers(pattern, subject))) {
            throw unusable("stream " + name + " takes " + there.getSubjects() + ", not NATS_SUBJECT=" + subject);
        }
        StreamConfiguration wanted = wantedStream();
        List<String> differences = new ArrayList<>();
        compare("subjects", there.getSubjects(), wanted.getSubjects(), differences);
        compare("retention", there.getRetentionPolicy(), wanted.getRetentionPolicy(), differences);
        compare("storage", there.getStorageType(), wanted.getStorageType(), differences);
        compare("discard", there.getDiscardPolicy(), wanted.getDiscardPolicy(), differences);
        compare("max_age", there.getMaxAge(), wanted.getMaxAge(), differences);
        compare("max_msgs", there.getMaxMsgs(), wanted.getMaxMsgs(), differences);
        compare("max_bytes", there.getMaxBytes(), wanted.getMaxBytes(), differences);
        compare("duplicate_window", there.getDuplicateWindow(), wanted.getDuplicateWindow(), differences);
        report("stream " + name, differences);
    }

    private void requireConsumer(JetStreamManagement servers) throws IOException, JetStreamApiException {
        try {
            ConsumerInfo there = servers.getConsumerInfo(name, durable);
            check(there.getConsumerConfiguration());
            return;
        } catch (JetStreamApiException e) {
            if (e.getErrorCode() != NOT_FOUND) {
                throw e;
            }
        }
        ConsumerInfo _ = servers.addOrUpdateConsumer(name, wantedConsumer());
        LOG.log(INFO, () -> "consumer " + durable + " of stream " + name + " made");
    }

    private ConsumerConfiguration wantedConsumer() {
        return ConsumerConfiguration.builder()
                .durable(durable)
                .filterSubject(subject)
                .deliverPolicy(DeliverPolicy.All)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(ackWait)
                .maxDeliver(-1)
                .maxAckPending(UNSETTLED_MAX)
                .build();
    }

    private void check(ConsumerConfiguration there) {
        String who = "consumer " + durable + " of stream " + name;
        if (there.getAckPolicy() != AckPolicy.Explicit) {
            throw unusable(who + " has ack_policy " + there.getAckPolicy() + ": orders would be lost");
        }
        if (there.getMaxDeliver() > 0) {
            throw unusable(who + " has max_deliver " + there.getMaxDeliver() + ": orders would be lost");
        }
        if (there.getDeliverSubject() != null) {
            throw unusable(who + " pushes its messages; one that is pulled from is needed");
        }
        List<String> filters = there.getFilterSubjects();
        if (filters != null
                && !filters.isEmpty()
                && filters.stream().noneMatch(pattern -> pattern.isEmpty() || covers(pattern, subject))) {
            throw unusable(who + " takes " + filters + ", not NATS_SUBJECT=" + subject);
        }
        ConsumerConfiguration wanted = wantedConsumer();
        List<String> differences = new ArrayList<>();
        compare("deliver_policy", there.getDeliverPolicy(), wanted.getDeliverPolicy(), differences);
        compare("ack_wait", there.getAckWait(), wanted.getAckWait(), differences);
        compare("max_ack_pending", there.getMaxAckPending(), wanted.getMaxAckPending(), differences);
        report(who, differences);
    }

    private static void compare(
            String setting, @Nullable Object there, @Nullable Object wanted, List<String> differences) {
        if (!Objects.equals(there, wanted)) {
            differences.add(setting + " is " + there + ", not " + wanted);
        }
    }

    private static void report(String what, List<String> differences) {
        if (!differences.isEmpty()) {
            LOG.log(
                    WARNING,
                    () -> what + " is not as it would be made here, and is left so: " + String.join("; ", differences));
        }
    }

    private static Unavailable unusable(String why) {
        return new Unavailable(why, RETRY_AFTER);
    }

    /** Whether a pattern of subjects, with * for one word and > for the rest, has this subject. */
    static boolean covers(String pattern, String subject) {
        String regex = Stream.of(pattern.split("\\."))
                .map(word -> switch (word) {
                    case "*" -> "[^.]+";
                    case ">" -> ".+";
                    default -> Pattern.quote(word);
                })
                .collect(Collectors.joining("\\."));
        return subject.matches(regex);
    }
}
