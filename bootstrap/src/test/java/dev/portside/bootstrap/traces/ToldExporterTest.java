package dev.portside.bootstrap.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ToldExporterTest {
    private final List<String> lines = new ArrayList<>();
    private boolean takes = true;

    private final SpanExporter exporter = new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return takes ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    };

    @Test
    void anOutageIsToldOnceAndItsEndOnce() {
        Logger logger = Logger.getLogger(ToldExporter.class.getName());
        Handler handler = listening();
        Level before = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            ToldExporter told = new ToldExporter(exporter, URI.create("http://collector"));
            told.export(List.of());
            assertThat(lines).isEmpty();
            for (int i = 0; i < 1000; i++) {
                takes = false;
                told.export(List.of());
            }
            assertThat(lines).containsExactly("traces are lost while http://collector does not take them");
            for (int i = 0; i < 10; i++) {
                takes = true;
                told.export(List.of());
            }
            assertThat(lines).hasSize(2).endsWith("http://collector takes traces again");
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
    }

    private Handler listening() {
        return new Handler() {
            @Override
            public void publish(LogRecord event) {
                lines.add(event.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
