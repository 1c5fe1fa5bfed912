package dev.portside.http.events;

import dev.portside.http.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What one listener gets, as {@code text/event-stream} (HTML, 9.2). It begins with {@code open}, which says where it stands;
 * with {@code reset} when it cannot go on where the listener stopped. The state carries no id, so that it moves nobody's
 * place.
 */
final class EventStream implements Answer.Stream {
    static final String MEDIA_TYPE = "text/event-stream";

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final byte[] STILL_THERE = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    /** A browser's own client waits so long before it tries again. */
    private static final byte[] RETRY = "retry: 1000\n".getBytes(StandardCharsets.UTF_8);

    private final LiveEvents live;
    private final Optional<String> lastId;
    private final Duration heartbeat;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param live joined already; left at the close */
    EventStream(LiveEvents live, Optional<String> lastId) {
        this(live, lastId, HEARTBEAT);
    }

    EventStream(LiveEvents live, Optional<String> lastId, Duration heartbeat) {
        this.live = live;
        this.lastId = lastId;
        this.heartbeat = heartbeat;
    }

    @Override
    public void write(Consumer<byte[]> out) throws InterruptedException {
        Optional<Long> place = lastId.flatMap(live::place);
        long number = place.orElseGet(live::last);
        long state = 0;
        out.accept(opening(number, lastId.isPresent() && place.isEmpty() ? "reset" : "open"));
        while (true) {
            switch (live.after(number, state, heartbeat)) {
                // A listener that is too slow is cut; when it comes again it gets a reset.
                case LiveEvents.News.Missed _, LiveEvents.News.Ended _ -> {
                    return;
                }
                case LiveEvents.News.Some some -> {
                    out.accept(text(some));
                    number += some.events().size();
                    state = some.state().map(Event::number).orElse(state);
                }
            }
        }
    }

    private byte[] opening(long number, String type) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(RETRY);
        put(text, type, Optional.of(live.id(number)), NOTHING);
        return text.toByteArray();
    }

    private byte[] text(LiveEvents.News.Some some) {
        if (some.events().isEmpty() && some.state().isEmpty()) {
            return STILL_THERE;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        some.events().forEach(event -> put(text, event.type(), Optional.of(live.id(event.number())), event.data()));
        some.state().ifPresent(state -> put(text, state.type(), Optional.empty(), state.data()));
        return text.toByteArray();
    }

    private static void put(ByteArrayOutputStream text, String type, Optional<String> id, byte[] data) {
        String head =
                "event: " + type + "\n" + id.map(known -> "id: " + known + "\n").orElse("") + "data: ";
        text.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        text.writeBytes(data);
        text.write('\n');
        text.write('\n');
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            live.leave();
        }
    }
}
