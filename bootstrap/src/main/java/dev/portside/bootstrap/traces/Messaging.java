package dev.portside.bootstrap.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;

/** One place that work passes on its way, in the words of OpenTelemetry's conventions for messaging. */
record Messaging(String system, String destination) {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");

    static Messaging kafka(String topic) {
        return new Messaging("kafka", topic);
    }

    static Messaging nats(String subject) {
        return new Messaging("nats", subject);
    }

    /** The records' inbox is a table. */
    static Messaging inbox() {
        return new Messaging("postgresql", "inbox");
    }

    Activity sending() {
        return activity(SpanKind.PRODUCER, "send");
    }

    Activity processing() {
        return activity(SpanKind.CONSUMER, "process");
    }

    private Activity activity(SpanKind kind, String operation) {
        return new Activity(
                kind,
                operation + ' ' + destination,
                Attributes.of(
                        SYSTEM, system, DESTINATION, destination, OPERATION, operation, OPERATION_TYPE, operation));
    }
}
