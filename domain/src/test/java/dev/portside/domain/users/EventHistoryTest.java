package dev.portside.domain.users;

import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge judged: errors planted into a good history are found. User 1 has the events 1 to 3, user 2 the event 4. */
class EventHistoryTest {
    private final EventHistory history = new EventHistory();

    @BeforeEach
    void commit() {
        history.committed(id(1), eventId(1));
        history.committed(id(1), eventId(2));
        history.committed(id(2), eventId(4));
        history.committed(id(1), eventId(3));
    }

    @Test
    void takesAnyOrderBetweenUsers() {
        assertThat(faults(1, 2, 4, 3)).isEmpty();
        assertThat(faults(4, 1, 2, 3)).isEmpty();
    }

    @Test
    void findsADuplicate() {
        assertThat(faults(1, 2, 2, 4, 3))
                .containsExactly("duplicate: " + eventId(2).text());
        assertThat(faults(1, 2, 4, 3, 1))
                .containsExactly("duplicate: " + eventId(1).text());
    }

    @Test
    void findsALoss() {
        assertThat(faults(1, 2, 4)).containsExactly("lost: " + eventId(3).text());
        assertThat(faults()).hasSize(4);
    }

    @Test
    void findsAnInversion() {
        assertThat(faults(2, 1, 4, 3))
                .containsExactly("inversion: " + eventId(1).text());
        assertThat(faults(3, 4, 1, 2))
                .containsExactly(
                        "inversion: " + eventId(1).text(),
                        "inversion: " + eventId(2).text());
    }

    @Test
    void findsADuplicateThatHidesALoss() {
        assertThat(faults(1, 1, 4, 3))
                .containsExactly(
                        "duplicate: " + eventId(1).text(), "lost: " + eventId(2).text());
    }

    @Test
    void findsAnEventThatWasNeverCommitted() {
        assertThat(faults(1, 2, 3, 4, 5))
                .containsExactly("never committed: " + eventId(5).text());
    }

    @Test
    void findsAnEventUnderAnotherUsersKey() {
        List<Delivered> delivered = List.of(delivered(1, 2), delivered(1, 1), delivered(1, 3), delivered(2, 4));
        assertThat(history.faults(delivered, Set.of()))
                .contains("inversion: " + eventId(1).text());
        assertThat(history.faults(List.of(delivered(2, 1)), Set.of()))
                .contains("wrong key: " + eventId(1).text());
    }

    @Test
    void excusesOnlyWhatIsNamed() {
        assertThat(history.faults(
                        List.of(delivered(1, 1), delivered(1, 3)),
                        Set.of(eventId(2).text())))
                .containsExactly("lost: " + eventId(4).text());
    }

    private List<String> faults(int... events) {
        return history.faults(
                Arrays.stream(events)
                        .mapToObj(event -> delivered(event == 4 ? 2 : 1, event))
                        .toList(),
                Set.of());
    }

    private static Delivered delivered(int user, int event) {
        return new Delivered(id(user).text(), Map.of("ce_id", eventId(event).text()), "{}");
    }
}
