package dev.portside.application.log;

import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.LogEffects;
import dev.portside.domain.log.LogStream;
import java.util.function.Function;

/**
 * What is particular to one flow over a log.
 *
 * @param read reads an entry's payload; {@code Invalid} or {@code BadJson} when that is impossible
 * @param kind the word for a value in metrics
 */
public record LogFlow<T>(
        LogStream stream, Source source, Function<String, T> read, Function<T, String> kind, LogEffects<T> effects) {}
