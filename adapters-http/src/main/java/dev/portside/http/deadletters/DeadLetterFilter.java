package dev.portside.http.deadletters;

import dev.portside.application.json.JsonFields;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which letters a call for many is about.
 *
 * @param ids none but these; empty for all
 * @param limit of how many are requeued
 * @param dryRun only counts
 */
record DeadLetterFilter(Optional<Source> source, Optional<List<String>> ids, int limit, boolean dryRun) {
    private static final int ID_LENGTH_MAX = 255;

    static DeadLetterFilter read(JsonFields in) {
        Supplier<Optional<Source>> source = in.optionalText("source", DeadLetterFilter::source);
        Supplier<Optional<List<String>>> ids =
                in.optional("ids", name -> in.texts(name, 1, DeadLetters.PAGE_SIZE_MAX, DeadLetterFilter::id));
        Supplier<Optional<Long>> limit = in.optional("limit", name -> in.whole(name, 1, DeadLetters.PAGE_SIZE_MAX));
        Supplier<Optional<Boolean>> dryRun = in.optionalFlag("dry_run");
        return in.build(() -> new DeadLetterFilter(
                source.get(),
                ids.get(),
                Math.toIntExact(limit.get().orElse((long) DeadLetters.PAGE_SIZE_MAX)),
                dryRun.get().orElse(false)));
    }

    static String id(String text) {
        return Texts.bounded(text, 1, ID_LENGTH_MAX);
    }

    static Source source(String text) {
        return Arrays.stream(Source.values())
                .filter(source -> word(source).equals(text))
                .findFirst()
                .orElseThrow(() -> new Invalid("must be one of "
                        + Arrays.stream(Source.values())
                                .map(DeadLetterFilter::word)
                                .collect(Collectors.joining(", "))));
    }

    static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    /** What it is about, for people. */
    @Override
    public String toString() {
        String flow = source.map(DeadLetterFilter::word).orElse("all flows");
        return ids.map(chosen -> flow + " (" + chosen.size() + " chosen)").orElse(flow);
    }
}
