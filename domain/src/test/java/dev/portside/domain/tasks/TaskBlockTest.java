package dev.portside.domain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskBlockTest {
    private static final UUID ID = UUID.fromString("018cc251-f400-7abc-8def-123456789abc");

    @Test
    void tellsItsTasksApartByTheLast16Bits() {
        TaskBlock block = TaskBlock.of(ID);
        assertThat(block.id()).hasToString("018cc251-f400-7abc-8def-123456780000");
        assertThat(block.task(0x9abc)).isEqualTo(new TaskId(ID.toString()));
        assertThat(TaskBlock.place(ID)).isEqualTo(0x9abc);
        for (int place : new int[] {0, 1, TaskBlock.PLACES - 1}) {
            UUID task = UUID.fromString(block.task(place).value());
            assertThat(TaskBlock.of(task)).isEqualTo(block);
            assertThat(TaskBlock.place(task)).isEqualTo(place);
        }
    }
}
