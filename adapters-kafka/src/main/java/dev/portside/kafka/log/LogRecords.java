package dev.portside.kafka.log;

import dev.portside.domain.log.LogEntry;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** How entries are written as records: the payload is the value, all else but the key is in headers. */
final class LogRecords {
    private static final String TRACEPARENT = "traceparent";
    private static final String REQUEUED = "portside-requeued";

    private LogRecords() {}

    static ProducerRecord<byte[], byte[]> record(String topic, NewEntry entry) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(topic, bytes(entry.key()), bytes(entry.payload()));
        entry.traceparent().ifPresent(trace -> made.headers().add(TRACEPARENT, bytes(trace)));
        entry.requeued().ifPresent(origin -> made.headers().add(REQUEUED, bytes(origin.text())));
        return made;
    }

    /** Whatever others have put into the topic is an entry, too; its payload decides whether it can be read. */
    static LogEntry entry(ConsumerRecord<byte[], byte[]> read) {
        return new LogEntry(
                place(read),
                new NewEntry(
                        text(read.key()),
                        text(read.value()),
                        header(read.headers(), TRACEPARENT).filter(TraceContext::isTraceparent),
                        header(read.headers(), REQUEUED).flatMap(LogRecords::origin)));
    }

    static LogPlace place(ConsumerRecord<byte[], byte[]> read) {
        return new LogPlace(read.partition(), read.offset(), Instant.ofEpochMilli(Math.max(0, read.timestamp())));
    }

    private static Optional<LogPlace> origin(String text) {
        try {
            return Optional.of(LogPlace.parse(text));
        } catch (Invalid _) {
            // Not written by us.
            return Optional.empty();
        }
    }

    private static Optional<String> header(Headers headers, String name) {
        @Nullable Header last = headers.lastHeader(name);
        return last == null ? Optional.empty() : Optional.of(text(last.value()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
