package dev.portside.domain.todos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Todos} does. */
public abstract class TodosContract {
    protected static final LogStream STREAM = new LogStream("todos", "todo-commands");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final LogOutcome APPLIED = new LogOutcome.Applied();
    private static final LogOutcome NOT_FOUND = new LogOutcome.Rejected("not found");
    private static final LogOutcome CHANGED = new LogOutcome.Rejected("was changed meanwhile");
    private static final LogOutcome KEY_REUSED =
            new LogOutcome.Rejected("this idempotency key came before with another body");

    private final TodoId a = new TodoId(UUID.randomUUID());
    private final TodoId b = new TodoId(UUID.randomUUID());
    private long offset;

    protected abstract Todos todos();

    /** The progress that shares its transactions with {@link #todos}. */
    protected abstract StreamProgress progress();

    /** Lets the time pass, for real or on the binding's clock. */
    protected abstract void pass(Duration time) throws InterruptedException;

    @Test
    void aTodoIsCreatedUpdatedAndDeleted() {
        assertThat(receive(create(a, "milk"))).containsExactly(APPLIED);
        assertThat(todos().find(a)).contains(new Todo(a, new Title("milk"), false, 1, at(0), at(0)));

        assertThat(receive(update(a, Optional.empty(), Optional.of(true)))).containsExactly(APPLIED);
        assertThat(todos().find(a)).contains(new Todo(a, new Title("milk"), true, 2, at(0), at(1)));
        assertThat(receive(update(a, Optional.of(1L), Optional.of("bread")))).containsExactly(CHANGED);
        assertThat(receive(update(a, Optional.of(2L), Optional.of("bread")))).containsExactly(APPLIED);
        assertThat(todos().find(a)).contains(new Todo(a, new Title("bread"), true, 3, at(0), at(3)));

        assertThat(receive(new TodoCommand.Delete(a, Optional.of(2L)))).containsExactly(CHANGED);
        assertThat(receive(new TodoCommand.Delete(a, Optional.of(3L)))).containsExactly(APPLIED);
        assertThat(todos().find(a)).isEmpty();
        assertThat(todos().page(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void commandsOfABatchSeeWhatThoseBeforeThemDid() {
        assertThat(receive(
                        new TodoCommand.Delete(a, Optional.empty()),
                        create(a, "milk"),
                        create(a, "again"),
                        update(a, Optional.of(1L), Optional.of("bread")),
                        new TodoCommand.Delete(a, Optional.empty()),
                        update(a, Optional.empty(), Optional.of("late"))))
                .containsExactly(
                        NOT_FOUND, APPLIED, new LogOutcome.Rejected("already exists"), APPLIED, APPLIED, NOT_FOUND);
        assertThat(todos().find(a)).isEmpty();
    }

    @Test
    void aRejectedCommandIsFoundWithItsReason() {
        receive(update(a, Optional.empty(), Optional.of("milk")));
        assertThat(progress().find(STREAM, place(0)).orElseThrow().reason()).contains("not found");
    }

    @Test
    void aRedeliveredBatchChangesNothing() {
        receive(create(a, "milk"));
        Received<TodoCommand> again = received(0, create(b, "bread"));
        assertThat(todos().apply(List.of(again), new StreamPosition(STREAM, 0, 0, 1)))
                .isEqualTo(new BatchResult.Overtaken(1));
        assertThat(todos().find(b)).isEmpty();
    }

    @Test
    void eachBatchMakesARevisionOfItsOwn() {
        long none = todos().revision();
        receive(create(a, "milk"));
        long one = todos().revision();
        assertThat(one).isGreaterThan(none);
        todos().apply(List.of(received(0, create(b, "bread"))), new StreamPosition(STREAM, 0, 0, 1));
        assertThat(todos().revision()).as("an overtaken batch").isEqualTo(one);
        receive(new TodoCommand.Delete(a, Optional.empty()));
        assertThat(todos().revision()).isGreaterThan(one);
    }

    @Test
    void pagesAreNewestFirstAndGoOnWhereTheOneBeforeEnded() {
        List<TodoId> ids = IntStream.range(0, 25)
                .mapToObj(_ -> new TodoId(UUID.randomUUID()))
                .toList();
        ids.forEach(id -> receive(create(id, "todo")));
        List<Todo> first = todos().page(Optional.empty(), 10);
        List<Todo> second = todos().page(Optional.of(first.getLast().position()), 10);
        List<Todo> third = todos().page(Optional.of(second.getLast().position()), 10);
        assertThat(first)
                .extracting(Todo::id)
                .containsExactlyElementsOf(ids.reversed().subList(0, 10));
        assertThat(second)
                .extracting(Todo::id)
                .containsExactlyElementsOf(ids.reversed().subList(10, 20));
        assertThat(third)
                .extracting(Todo::id)
                .containsExactlyElementsOf(ids.reversed().subList(20, 25));
        assertThat(todos().page(Optional.of(third.getLast().position()), 10)).isEmpty();
    }

    @Test
    void pagingMissesNothingWhenTodosComeAndGoInBetween() {
        List<TodoId> ids = IntStream.range(0, 9)
                .mapToObj(_ -> new TodoId(UUID.randomUUID()))
                .toList();
        ids.forEach(id -> receive(create(id, "todo")));
        List<Todo> first = todos().page(Optional.empty(), 4);
        receive(
                create(a, "newer"),
                new TodoCommand.Delete(first.getLast().id(), Optional.empty()),
                update(ids.get(2), Optional.empty(), Optional.of("changed")));
        assertThat(todos().page(Optional.of(first.getLast().position()), 100))
                .extracting(Todo::id)
                .containsExactlyElementsOf(ids.subList(0, 5).reversed());
    }

    @Test
    void amongTodosOfOneMillisecondIdsDecideByTheirBytes() {
        List<TodoId> descending = List.of(
                TodoId.of("ffffffff-ffff-4fff-bfff-ffffffffffff"),
                TodoId.of("80000000-0000-4000-8000-000000000000"),
                TodoId.of("7fffffff-ffff-4fff-8fff-ffffffffffff"),
                TodoId.of("00000000-0000-4000-8000-000000000000"));
        List<Received<TodoCommand>> batch = IntStream.range(0, 4)
                .mapToObj(i -> new Received<TodoCommand>(
                        new LogPlace(0, i, AT), false, create(descending.get(i), "todo"), Optional.empty()))
                .toList();
        todos().apply(batch, new StreamPosition(STREAM, 0, 0, 4));
        assertThat(todos().page(Optional.empty(), 4)).extracting(Todo::id).containsExactlyElementsOf(descending);
        assertThat(todos().page(Optional.of(new TodoPosition(AT, descending.get(1))), 4))
                .extracting(Todo::id)
                .containsExactlyElementsOf(descending.subList(2, 4));
    }

    @Test
    void aRepeatedKeyHasOneEffectEvenWhenTheTodoIsGone() {
        receive(keyed(a, "milk", "body"));
        assertThat(receive(keyed(a, "milk", "body"))).containsExactly(APPLIED);
        assertThat(todos().find(a).orElseThrow().version()).isEqualTo(1);
        receive(new TodoCommand.Delete(a, Optional.empty()));
        assertThat(receive(keyed(a, "milk", "body"))).containsExactly(APPLIED);
        assertThat(todos().find(a)).isEmpty();
    }

    @Test
    void aKeyThatIsRepeatedWithinABatchHasOneEffect() {
        assertThat(receive(keyed(a, "milk", "body"), keyed(a, "milk", "body"), keyed(a, "bread", "another body")))
                .containsExactly(APPLIED, APPLIED, KEY_REUSED);
        assertThat(todos().find(a).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void aKeyWithAnotherBodyIsRejected() {
        receive(keyed(a, "milk", "body"));
        assertThat(receive(keyed(a, "bread", "another body"))).containsExactly(KEY_REUSED);
        assertThat(todos().find(a).orElseThrow().title()).isEqualTo(new Title("milk"));
    }

    @Test
    void aKeyIsForgottenAfterADay() throws InterruptedException {
        receive(keyed(a, "milk", "body"), new TodoCommand.Delete(a, Optional.empty()));
        pass(Duration.ofHours(24));
        assertThat(receive(keyed(a, "bread", "another body"))).containsExactly(APPLIED);
        assertThat(todos().find(a).orElseThrow().title()).isEqualTo(new Title("bread"));
    }

    @Test
    void aCommandThatComesBackTakesEffectOnce() {
        LogPlace origin = place(0);
        progress()
                .bury(
                        new StreamPosition(STREAM, 0, 0, 1),
                        origin,
                        new DeadLetter(
                                "letter", Source.TODOS, origin.text(), "{}", "broken", 1, AT, AT, Optional.empty()));
        progress().reopen(STREAM, origin);
        Received<TodoCommand> back = new Received<>(origin, true, create(a, "milk"), Optional.empty());
        todos().apply(List.of(back, back), new StreamPosition(STREAM, 0, 1, 3));
        assertThat(todos().find(a)).contains(new Todo(a, new Title("milk"), false, 1, at(0), at(0)));
    }

    @Test
    void anyTitleIsKeptAsItIs() {
        String extreme = "\uD83D\uDE80\"\\\n".repeat(125);
        receive(create(a, extreme));
        assertThat(todos().find(a).orElseThrow().title().value()).isEqualTo(extreme);
    }

    private List<LogOutcome> receive(TodoCommand... commands) {
        long from = offset;
        List<Received<TodoCommand>> batch = Arrays.stream(commands)
                .map(command -> received(offset++, command))
                .toList();
        BatchResult result = todos().apply(batch, new StreamPosition(STREAM, 0, from, offset));
        assertThat(result).isInstanceOf(BatchResult.Stored.class);
        return ((BatchResult.Stored) result).outcomes();
    }

    private static Received<TodoCommand> received(long offset, TodoCommand command) {
        return new Received<>(place(offset), false, command, Optional.empty());
    }

    private static TodoCommand create(TodoId id, String title) {
        return new TodoCommand.Create(id, new Title(title), false, Optional.empty());
    }

    private static TodoCommand keyed(TodoId id, String title, String fingerprint) {
        return new TodoCommand.Create(id, new Title(title), false, Optional.of(fingerprint));
    }

    private static TodoCommand update(TodoId id, Optional<Long> expectedVersion, Optional<?> change) {
        return new TodoCommand.Update(
                id,
                change.filter(String.class::isInstance).map(title -> new Title((String) title)),
                change.filter(Boolean.class::isInstance).map(Boolean.class::cast),
                expectedVersion);
    }

    private static Instant at(long offset) {
        return AT.plusSeconds(offset);
    }

    private static LogPlace place(long offset) {
        return new LogPlace(0, offset, at(offset));
    }
}
