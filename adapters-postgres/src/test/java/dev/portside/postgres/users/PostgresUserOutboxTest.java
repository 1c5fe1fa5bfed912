package dev.portside.postgres.users;

import dev.portside.domain.users.UserOutboxContract;
import dev.portside.domain.users.UserStore;
import org.junit.jupiter.api.AfterEach;

class PostgresUserOutboxTest extends UserOutboxContract {
    private PostgresUserStore store;

    @Override
    protected UserStore store() {
        store = new PostgresUserStore();
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
