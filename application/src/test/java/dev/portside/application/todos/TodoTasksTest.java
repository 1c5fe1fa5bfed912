package dev.portside.application.todos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.Tasks;
import dev.portside.domain.todos.Todo;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.TodoId;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.domain.todos.Todos;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between the commit of a command and the word to the pages, its task is told as applied already. */
class TodoTasksTest {
    private static final TaskId ID = new TaskId("task");
    private static final StreamPosition POSITION = new StreamPosition(new LogStream("group", "topic"), 0, 0, 1);

    private int changes;
    private Runnable afterCommit = () -> {};
    private TaskStatus status = TaskStatus.PENDING;

    private final TodoPages pages = new TodoPages() {
        @Override
        public TodoPage page(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void changed() {
            changes++;
        }

        @Override
        public long loads() {
            throw new UnsupportedOperationException();
        }
    };

    private final Todos todos = new Todos() {
        @Override
        public Optional<Todo> find(TodoId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Todo> page(Optional<TodoPosition> after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long revision() {
            throw new UnsupportedOperationException();
        }

        @Override
        public BatchResult apply(List<Received<TodoCommand>> batch, StreamPosition position) {
            status = TaskStatus.APPLIED;
            afterCommit.run();
            return new BatchResult.Stored(List.of());
        }
    };

    private final Tasks stored = new Tasks() {
        @Override
        public Optional<Task> find(TaskId id) {
            return Optional.of(new Task(id, "todo.create", status, Optional.empty(), Instant.EPOCH, Optional.empty()));
        }

        @Override
        public Optional<Task> await(TaskId id, Duration waitMax) {
            return find(id);
        }
    };

    private final ApplyTodoCommands apply = new ApplyTodoCommands(todos, pages);
    private final TodoTasks tasks = new TodoTasks(stored, apply);

    @Test
    void whoIsToldOfTheEndInBetweenHasToldThePages() {
        afterCommit = () -> {
            assertThat(changes).isZero();
            assertThat(tasks.find(ID).orElseThrow().status()).isEqualTo(TaskStatus.APPLIED);
            assertThat(changes).isEqualTo(1);
        };
        apply.apply(List.of(), POSITION);
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void askingCostsThePagesNothingWhenNothingIsUnderWay() throws InterruptedException {
        assertThat(tasks.find(ID).orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
        apply.apply(List.of(), POSITION);
        tasks.find(ID);
        tasks.await(ID, Duration.ZERO);
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void thePagesAreToldAlsoWhenTheCommitMayHaveFailed() {
        afterCommit = () -> {
            throw new Unavailable("the todos are away", Duration.ofSeconds(1));
        };
        assertThatThrownBy(() -> apply.apply(List.of(), POSITION)).isInstanceOf(Unavailable.class);
        assertThat(changes).isEqualTo(1);
    }
}
