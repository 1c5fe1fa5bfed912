package dev.portside.postgres.users;

import dev.portside.domain.users.UserStore;
import dev.portside.domain.users.UsersContract;
import org.junit.jupiter.api.AfterEach;

class PostgresUsersTest extends UsersContract {
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
