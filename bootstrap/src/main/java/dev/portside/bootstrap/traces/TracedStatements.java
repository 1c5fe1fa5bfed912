package dev.portside.bootstrap.traces;

import dev.portside.domain.shared.TracedWork;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.StatementObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Statements as spans, after OpenTelemetry's conventions for databases. What no request asked for is not told. */
record TracedStatements(Spans spans, Attributes database, String name) implements StatementObserver {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

    TracedStatements(Spans spans, DatabaseAddress address) {
        this(
                spans,
                Attributes.of(SYSTEM, "postgresql", NAMESPACE, address.name(), ADDRESS, address.host(), PORT, (long)
                        address.port()),
                address.name());
    }

    @Override
    public void executed(String sql, long nanos, Optional<Throwable> failure) {
        List<String> parents = TracedWork.traceparents();
        if (parents.isEmpty()) {
            return;
        }
        String operation = operation(sql);
        Attributes attributes =
                database.toBuilder().put(OPERATION, operation).put(TEXT, sql).build();
        Activity statement = new Activity(SpanKind.CLIENT, operation + ' ' + name, attributes);
        Optional<String> errorType = failure.map(cause -> cause.getClass().getName());
        parents.forEach(parent -> spans.tell(statement, Optional.of(parent), nanos, errorType));
    }

    /** The statement's first word. */
    private static String operation(String sql) {
        String text = sql.stripLeading();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toUpperCase(Locale.ROOT);
    }
}
