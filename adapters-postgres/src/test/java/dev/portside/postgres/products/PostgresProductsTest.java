package dev.portside.postgres.products;

import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.products.Products;
import dev.portside.domain.products.ProductsContract;
import dev.portside.domain.shared.MovableClock;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import dev.portside.postgres.log.PostgresStreamProgress;
import dev.portside.postgres.log.StreamUpkeep;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresProductsTest extends ProductsContract {
    private final Database database = TestDatabase.fresh(Schema.MAIN);
    private final MovableClock clock = new MovableClock();
    private final PostgresStreamProgress progress = new PostgresStreamProgress(database, clock);
    private final Products products = new PostgresProducts(database, progress, clock);
    private final StreamUpkeep upkeep = new StreamUpkeep(database, List.of(new Partitions("product_keys")), clock);

    PostgresProductsTest() {
        upkeep.runOnce();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Products products() {
        return products;
    }

    @Override
    protected StreamProgress progress() {
        return progress;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
        upkeep.runOnce();
    }
}
