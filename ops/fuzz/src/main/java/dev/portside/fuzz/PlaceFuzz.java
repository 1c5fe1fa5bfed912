package dev.portside.fuzz;

import dev.portside.domain.log.LogPlace;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.todos.TodoPosition;

/** Places in lists and logs, which come back in links and in headers of records. */
public final class PlaceFuzz {
    private PlaceFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = Check.text(input);
        try {
            TodoPosition read = TodoPosition.parse(text);
            Check.same(read, TodoPosition.parse(read.text()));
        } catch (Invalid _) {
            // Refused, as it should be.
        }
        try {
            LogPlace read = LogPlace.parse(text);
            Check.same(read, LogPlace.parse(read.text()));
        } catch (Invalid _) {
            // Refused, as it should be.
        }
    }
}
