package dev.portside.http.records;

import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.application.records.AcceptRecordChange;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.StoredRecord;
import dev.portside.domain.shared.Idempotency;
import dev.portside.http.Accepted;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.util.RawValue;

/** {@code /insert}, {@code /update}, {@code /delete}, {@code /get}. */
public final class RecordRoutes {
    private final AcceptRecordChange accept;
    private final Records records;

    public RecordRoutes(AcceptRecordChange accept, Records records) {
        this.accept = accept;
        this.records = records;
    }

    public List<Route> routes() {
        return List.of(
                accepting("/insert", RecordRoutes::insert),
                accepting("/update", RecordRoutes::update),
                accepting("/delete", RecordRoutes::delete),
                Route.get("/get", this::get));
    }

    private Route accepting(String path, Function<JsonFields, RecordChange> read) {
        return Route.post(path, call -> accepted(read.apply(call.json()), call.idempotency(), call.traceparent()))
                .plainWrite(body -> {
                    RecordChange change = read.apply(body);
                    return () -> accepted(change, Optional.empty(), Optional.empty());
                });
    }

    private static RecordChange insert(JsonFields in) {
        Supplier<RecordId> id = in.text("id", RecordId::new);
        Supplier<JsonText> value = in.raw("value", JsonText::new);
        return in.build(() -> new RecordChange.Insert(id.get(), value.get()));
    }

    private static RecordChange update(JsonFields in) {
        Supplier<RecordId> id = in.text("id", RecordId::new);
        Supplier<JsonText> value = in.raw("value", JsonText::new);
        return in.build(() -> new RecordChange.Update(id.get(), value.get()));
    }

    private static RecordChange delete(JsonFields in) {
        Supplier<RecordId> id = in.text("id", RecordId::new);
        return in.build(() -> new RecordChange.Delete(id.get()));
    }

    private Answer accepted(RecordChange change, Optional<Idempotency> idempotency, Optional<String> traceparent)
            throws InterruptedException {
        return switch (accept.accept(change, idempotency, traceparent)) {
            case Acceptance.Accepted accepted ->
                Accepted.answer(accepted.task(), change.id().value());
            case Acceptance.Repeated repeated ->
                Accepted.answer(repeated.task(), change.id().value());
            case Acceptance.KeyReused _ -> throw new ProblemException(Problem.keyReused());
        };
    }

    private Answer get(Call call) {
        RecordId id = call.requiredQuery("id", RecordId::new);
        StoredRecord stored = records.find(id)
                .orElseThrow(() -> new ProblemException(Problem.notFound("there is no record with this id")));
        return Answer.ok(Json.object()
                        .put("id", stored.id().value())
                        .putRawValue("value", new RawValue(stored.value().value()))
                        .put("version", stored.version())
                        .put("created_at", stored.createdAt().toString())
                        .put("updated_at", stored.updatedAt().toString()))
                .etag(etag(stored));
    }

    /** A record that is deleted and inserted again within one tick of the clock differs by its value alone. */
    private static String etag(StoredRecord stored) {
        return Long.toHexString(stored.createdAt().toEpochMilli())
                + '-'
                + stored.version()
                + '-'
                + Integer.toHexString(stored.value().value().hashCode());
    }
}
