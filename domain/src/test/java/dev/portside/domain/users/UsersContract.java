package dev.portside.domain.users;

import static dev.portside.domain.users.SampleUsers.AT;
import static dev.portside.domain.users.SampleUsers.TRACEPARENT;
import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.id;
import static dev.portside.domain.users.SampleUsers.key;
import static dev.portside.domain.users.SampleUsers.newEvent;
import static dev.portside.domain.users.SampleUsers.replacement;
import static dev.portside.domain.users.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Idempotency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Users} does, seen together with the outbox that it fills. */
public abstract class UsersContract {
    private static final int CALLERS = 32;

    private UserStore store;
    private Users users;

    /** A fresh one. */
    protected abstract UserStore store();

    @BeforeEach
    void open() {
        store = store();
        users = store.users();
    }

    @Test
    void addsAUserTogetherWithItsEvent() {
        assertThat(users.add(user(1), newEvent(1), Optional.empty())).isEqualTo(new Registration.Added(user(1)));
        assertThat(users.find(id(1))).contains(user(1));
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(eventId(1));
            assertThat(event.type()).isEqualTo(UserEvent.Type.CREATED);
            assertThat(event.user()).isEqualTo(user(1));
            assertThat(event.traceparent()).contains(TRACEPARENT);
            assertThat(event.occurredAt()).isEqualTo(AT);
        });
    }

    @Test
    void doesNotFindAnUnknownUser() {
        assertThat(users.find(id(1))).isEmpty();
    }

    @Test
    void refusesAnAddressThatDiffersInCaseAlone() {
        users.add(user(1, "John@Example.com"), newEvent(1), Optional.empty());
        assertThat(users.add(user(2, "jOHN@example.COM"), newEvent(2), Optional.empty()))
                .isEqualTo(new Registration.EmailTaken());
        assertThat(users.find(id(2))).isEmpty();
        assertThat(users.find(id(1)).orElseThrow().email().value()).isEqualTo("John@Example.com");
        assertThat(events()).hasSize(1);
    }

    @Test
    void replacesAddressAndNameTogetherWithTheEventOfIt() {
        users.add(user(1), newEvent(1), Optional.empty());
        User after = user(1).changed(new Email("new@example.com"), new UserName("New"), AT.plusSeconds(1));
        assertThat(users.update(replacement(1, "new@example.com", "New"), newEvent(2)))
                .isEqualTo(new UserChange.Updated(after));
        assertThat(after.version()).isEqualTo(2);
        assertThat(users.find(id(1))).contains(after);
        List<UserEvent> events = events();
        assertThat(events).extracting(UserEvent::id).containsExactly(eventId(1), eventId(2));
        assertThat(events.getLast().type()).isEqualTo(UserEvent.Type.UPDATED);
        assertThat(events.getLast().user()).isEqualTo(after);
        assertThat(events.getLast().order()).isGreaterThan(events.getFirst().order());
    }

    @Test
    void lettingGoOfAnAddressMakesItFreeForOthers() {
        users.add(user(1), newEvent(1), Optional.empty());
        users.update(replacement(1, "new@example.com", "New"), newEvent(2));
        assertThat(users.add(user(2, "user1@example.com"), newEvent(3), Optional.empty()))
                .isInstanceOf(Registration.Added.class);
    }

    @Test
    void letsAUserKeepItsAddressOrChangeItsCase() {
        users.add(user(1), newEvent(1), Optional.empty());
        assertThat(users.update(replacement(1, "user1@example.com", "New"), newEvent(2)))
                .isInstanceOf(UserChange.Updated.class);
        assertThat(users.update(replacement(1, "USER1@example.com", "New"), newEvent(3)))
                .isInstanceOf(UserChange.Updated.class);
        assertThat(users.find(id(1)).orElseThrow().email().value()).isEqualTo("USER1@example.com");
    }

    @Test
    void changesNothingForAnUnknownUserOrATakenAddress() {
        users.add(user(1), newEvent(1), Optional.empty());
        users.add(user(2), newEvent(2), Optional.empty());
        assertThat(users.update(replacement(3, "new@example.com", "New"), newEvent(3)))
                .isEqualTo(new UserChange.NotFound());
        assertThat(users.update(replacement(2, "USER1@example.com", "New"), newEvent(4)))
                .isEqualTo(new UserChange.EmailTaken());
        assertThat(users.find(id(2))).contains(user(2));
        assertThat(events()).hasSize(2);
    }

    @Test
    void replacesOnlyAVersionThatWasAskedFor() {
        users.add(user(1), newEvent(1), Optional.empty());
        assertThat(users.update(ifVersion(2, 3), newEvent(2))).isEqualTo(new UserChange.VersionMismatch());
        assertThat(users.update(ifVersion(), newEvent(2))).isEqualTo(new UserChange.VersionMismatch());
        assertThat(users.find(id(1))).contains(user(1));
        assertThat(users.update(ifVersion(1, 3), newEvent(2))).isInstanceOf(UserChange.Updated.class);
        assertThat(users.update(ifVersion(1, 3), newEvent(3))).isEqualTo(new UserChange.VersionMismatch());
        assertThat(events()).hasSize(2);
    }

    @Test
    void aClockThatIsBehindDoesNotTurnTimeBack() {
        users.add(user(1), newEvent(1), Optional.empty());
        Replacement early =
                new Replacement(id(1), new Email("a@b"), new UserName("New"), AT.minusSeconds(9), Optional.empty());
        users.update(early, newEvent(2));
        assertThat(users.find(id(1)).orElseThrow().updatedAt()).isEqualTo(AT);
    }

    @Test
    void aRepeatedKeyShowsTheUserAsItWasAddedAndChangesNothing() {
        users.add(user(1), newEvent(1), key("k", "body"));
        users.update(replacement(1, "new@example.com", "New"), newEvent(2));
        User repeated = User.added(id(2), user(1).email(), user(1).name(), AT.plusSeconds(5));
        assertThat(users.add(repeated, newEvent(3), key("k", "body"))).isEqualTo(new Registration.Repeated(user(1)));
        assertThat(users.find(id(2))).isEmpty();
        assertThat(events()).hasSize(2);
    }

    @Test
    void refusesAKeyWithAnotherBody() {
        users.add(user(1), newEvent(1), key("k", "body"));
        assertThat(users.add(user(2), newEvent(2), key("k", "other"))).isEqualTo(new Registration.KeyReused());
        assertThat(users.find(id(2))).isEmpty();
    }

    @Test
    void aKeyRemembersThatItsAddressWasTaken() {
        users.add(user(1), newEvent(1), Optional.empty());
        users.add(user(2, "user1@example.com"), newEvent(2), key("k", "body"));
        users.update(replacement(1, "new@example.com", "New"), newEvent(3));
        assertThat(users.add(user(3, "user1@example.com"), newEvent(4), key("k", "body")))
                .isEqualTo(new Registration.EmailTaken());
    }

    @Test
    void forgetsAKeyAfterItsTime() {
        users.add(user(1), newEvent(1), key("k", "body"));
        store.pass(Idempotency.TTL.plus(Duration.ofSeconds(1)));
        assertThat(users.add(user(2), newEvent(2), key("k", "other"))).isInstanceOf(Registration.Added.class);
    }

    @Test
    void ofManyAtOnceWithOneKeyOneAddsAndAllSeeItsUser() throws Exception {
        List<Registration> answers = atOnce(i -> users.add(user(i, "same@example.com"), newEvent(i), key("k", "body")));
        User added = answers.stream()
                .filter(Registration.Added.class::isInstance)
                .map(answer -> ((Registration.Added) answer).user())
                .reduce((_, _) -> {
                    throw new AssertionError("two were added");
                })
                .orElseThrow();
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof Registration.Added))
                .hasSize(CALLERS - 1)
                .extracting(answer -> ((Registration.Repeated) answer).user().id())
                .containsOnly(added.id());
        assertThat(events()).hasSize(1);
    }

    @Test
    void ofManyAtOnceWithOneAddressOneIsAdded() throws Exception {
        List<Registration> answers = atOnce(i -> users.add(user(i, "same@example.com"), newEvent(i), Optional.empty()));
        assertThat(answers).filteredOn(Registration.Added.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Registration.EmailTaken.class::isInstance)
                .hasSize(CALLERS - 1);
        assertThat(events()).hasSize(1);
    }

    @Test
    void eventsOfChangesAtOnceFollowTheVersions() throws Exception {
        users.add(user(1), newEvent(0), Optional.empty());
        atOnce(i -> users.update(replacement(1, "user1@example.com", "Name " + i), newEvent(i)));
        assertThat(events())
                .extracting(event -> event.user().version())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, CALLERS + 1)
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    private Replacement ifVersion(long... versions) {
        Set<Long> asked = java.util.Arrays.stream(versions).boxed().collect(java.util.stream.Collectors.toSet());
        return new Replacement(id(1), new Email("a@b"), new UserName("New"), AT, Optional.of(asked));
    }

    /** All events in their order. Takes them from the outbox. */
    private List<UserEvent> events() {
        return store.outbox().claim(claim(1), store.lanes().hold("reader"), 1000).stream()
                .map(UnsentEvent::event)
                .toList();
    }

    private static <T> List<T> atOnce(java.util.function.IntFunction<T> call) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.rangeClosed(1, CALLERS)
                    .<Callable<T>>mapToObj(i -> () -> call.apply(i))
                    .toList();
            List<T> answers = new java.util.ArrayList<>();
            for (Future<T> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
