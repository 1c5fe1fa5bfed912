package dev.portside.bootstrap.traces;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.StoredRecord;
import java.util.List;
import java.util.Optional;

/** Records with a span around each batch. */
record TracedRecords(Records records, Spans spans, Messaging messaging) implements Records {
    @Override
    public Optional<StoredRecord> find(RecordId id) {
        return records.find(id);
    }

    @Override
    public List<Outcome> apply(List<RecordTask> tasks) {
        return spans.during(messaging.processing(), () -> records.apply(tasks));
    }

    @Override
    public Outcome close(RecordTask task) {
        return records.close(task);
    }
}
