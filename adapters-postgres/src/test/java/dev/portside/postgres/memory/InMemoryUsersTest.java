package dev.portside.postgres.memory;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.id;
import static dev.portside.domain.users.SampleUsers.key;
import static dev.portside.domain.users.SampleUsers.newEvent;
import static dev.portside.domain.users.SampleUsers.replacement;
import static dev.portside.domain.users.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.UserStore;
import dev.portside.domain.users.UsersContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryUsersTest extends UsersContract {
    @Override
    protected UserStore store() {
        return new InMemoryUserStore(new MemoryBudget(1 << 20));
    }

    @Test
    void refusesAUserForWhomThereIsNoRoomAndKeepsNothingOfIt() {
        MemoryBudget memory = new MemoryBudget(1_000);
        UserStore store = new InMemoryUserStore(memory);
        assertThatThrownBy(() -> store.users().add(user(1), newEvent(1), key("k", "body")))
                .isInstanceOf(Unavailable.class);
        assertThat(store.users().find(id(1))).isEmpty();
        assertThat(store.outbox().stats().unsent()).isZero();
        assertThat(memory.bytesUsed()).isZero();
    }

    @Test
    void givesMemoryBackWhenSentEventsAreForgotten() {
        MemoryBudget memory = new MemoryBudget(1 << 30);
        UserStore store = new InMemoryUserStore(memory);
        store.users().add(user(1), newEvent(1), Optional.empty());
        sendChanges(store, 10_000);
        long full = memory.bytesUsed();
        sendChanges(store, 10_000);
        assertThat(memory.bytesUsed()).isEqualTo(full);
    }

    private static void sendChanges(UserStore store, int changes) {
        for (int i = 0; i < changes; i++) {
            store.users().update(replacement(1, "user1@example.com", "Name"), newEvent(i));
        }
        store.outbox().claim(claim(1), store.lanes().hold("a"), changes + 1);
        store.outbox().markSent(claim(1));
    }
}
