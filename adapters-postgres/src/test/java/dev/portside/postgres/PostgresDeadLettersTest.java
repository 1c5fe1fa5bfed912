package dev.portside.postgres;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.DeadLettersContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class PostgresDeadLettersTest extends DeadLettersContract {
    private final Database database;

    PostgresDeadLettersTest(Schema schema) {
        database = TestDatabase.fresh(schema);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected DeadLetters deadLetters() {
        return new PostgresDeadLetters(database);
    }
}
