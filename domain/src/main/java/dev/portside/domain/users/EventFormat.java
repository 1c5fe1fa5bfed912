package dev.portside.domain.users;

import java.util.SequencedMap;
import java.util.function.Function;

/**
 * How events are written on the topic, whatever it is bound to.
 *
 * @param headers of an event that is told for the first time
 * @param replayHeaders of one that is told once more
 */
public record EventFormat(
        Function<User, byte[]> value,
        Function<UserEvent, SequencedMap<String, String>> headers,
        Function<UserEvent, SequencedMap<String, String>> replayHeaders) {}
