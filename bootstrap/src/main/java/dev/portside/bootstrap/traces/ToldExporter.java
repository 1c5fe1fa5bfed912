package dev.portside.bootstrap.traces;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells once when a collector takes no spans any more, and once when it does again. */
record ToldExporter(SpanExporter exporter, URI collector, AtomicBoolean away) implements SpanExporter {
    private static final System.Logger LOG = System.getLogger(ToldExporter.class.getName());

    ToldExporter(SpanExporter exporter, URI collector) {
        this(exporter, collector, new AtomicBoolean());
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(!result.isSuccess()));
    }

    private void tell(boolean failed) {
        if (!away.compareAndSet(!failed, failed)) {
            return;
        }
        if (failed) {
            LOG.log(WARNING, () -> "traces are lost while " + collector + " does not take them");
        } else {
            LOG.log(INFO, () -> collector + " takes traces again");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
