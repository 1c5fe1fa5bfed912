package dev.portside.domain.records;

import java.util.List;

/** What a client asks to be done to one record. */
public sealed interface RecordChange {
    /** Every {@link #verb} that there is. */
    List<String> VERBS = List.of("insert", "update", "delete");

    /** Every {@link #kind} that there is. */
    List<String> KINDS = VERBS.stream().map(RecordChange::kind).toList();

    RecordId id();

    /** Rejected when the id exists. */
    record Insert(RecordId id, JsonText value) implements RecordChange {}

    /** Rejected when the id is unknown. */
    record Update(RecordId id, JsonText value) implements RecordChange {}

    /** Rejected when the id is unknown. */
    record Delete(RecordId id) implements RecordChange {}

    /** What its task asks for, as callers see it. */
    default String kind() {
        return kind(verb());
    }

    private static String kind(String verb) {
        return "record." + verb;
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
