package dev.portside.postgres.memory;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.users.UserOutboxContract;
import dev.portside.domain.users.UserStore;

class InMemoryUserOutboxTest extends UserOutboxContract {
    @Override
    protected UserStore store() {
        return new InMemoryUserStore(new MemoryBudget(1 << 20));
    }
}
