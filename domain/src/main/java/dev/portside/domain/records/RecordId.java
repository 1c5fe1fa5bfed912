package dev.portside.domain.records;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Texts;

/** A record's id as its client chose it: 1 to 255 characters. */
public record RecordId(String value) {
    public static final int LENGTH_MAX = 255;

    public RecordId {
        Texts.bounded(value, 1, LENGTH_MAX);
    }

    public Lane lane() {
        return Lane.of(value);
    }
}
