package dev.portside.domain.records;

/** What a client asks to be done to one record. */
public sealed interface RecordChange {
    RecordId id();

    /** Rejected when the id exists. */
    record Insert(RecordId id, JsonText value) implements RecordChange {}

    /** Rejected when the id is unknown. */
    record Update(RecordId id, JsonText value) implements RecordChange {}

    /** Rejected when the id is unknown. */
    record Delete(RecordId id) implements RecordChange {}

    /** The word for it in task kinds and metrics. */
    default String verb() {
        return switch (this) {
            case Insert _ -> "insert";
            case Update _ -> "update";
            case Delete _ -> "delete";
        };
    }
}
