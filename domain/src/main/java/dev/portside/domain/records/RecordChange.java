package dev.portside.domain.records;

import java.util.List;

/** What a client asks to be done to one record. */
public sealed interface RecordChange {
    /** Every {@link #kind} that there is. */
    List<String> KINDS = List.of("record.insert", "record.update", "record.delete");

    RecordId id();

    /** Rejected when the id exists. */
    record Insert(RecordId id, JsonText value) implements RecordChange {}

    /** Rejected when the id is unknown. */
    record Update(RecordId id, JsonText value) implements RecordChange {}

    /** Rejected when the id is unknown. */
    record Delete(RecordId id) implements RecordChange {}

    /** What its task asks for, as callers see it. */
    default String kind() {
        return "record." + verb();
    }

    /** The one word for it, as in its call's path. */
    default String verb() {
        return switch (this) {
            case Insert _ -> "insert";
            case Update _ -> "update";
            case Delete _ -> "delete";
        };
    }
}
