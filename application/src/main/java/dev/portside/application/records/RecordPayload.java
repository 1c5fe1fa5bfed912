package dev.portside.application.records;

import dev.portside.application.json.Json;
import dev.portside.domain.records.RecordChange;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** A change as people read it in a dead letter: the body of its call, with the verb in front. */
final class RecordPayload {
    private RecordPayload() {}

    static String of(RecordChange change) {
        ObjectNode body =
                Json.object().put("verb", change.verb()).put("id", change.id().value());
        switch (change) {
            case RecordChange.Insert insert ->
                body.putRawValue("value", new RawValue(insert.value().value()));
            case RecordChange.Update update ->
                body.putRawValue("value", new RawValue(update.value().value()));
            case RecordChange.Delete _ -> {}
        }
        return Json.text(body);
    }
}
