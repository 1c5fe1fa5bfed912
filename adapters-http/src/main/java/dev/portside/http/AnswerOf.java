package dev.portside.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer that shows a thing: made once, and anew when it is another thing. Thread-safe.
 *
 * @param <T> the thing, which never changes: what is compared is whether it is the very same one
 */
public final class AnswerOf<T> {
    private record Made<T>(T thing, ReadyAnswers answers) {}

    private final Function<T, Answer> make;
    private volatile @Nullable Made<T> last;

    public AnswerOf(Function<T, Answer> make) {
        this.make = make;
    }

    @SuppressWarnings("ReferenceEquality") // costs less than comparing what they hold
    public ReadyAnswers to(T thing) {
        Made<T> before = last;
        if (before != null && before.thing == thing) {
            return before.answers;
        }
        Made<T> now = new Made<>(thing, new ReadyAnswers(make.apply(thing)));
        last = now;
        return now.answers;
    }
}
