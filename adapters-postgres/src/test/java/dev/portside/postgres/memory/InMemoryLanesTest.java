package dev.portside.postgres.memory;

import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.LanesContract;
import dev.portside.domain.shared.MovableClock;
import java.time.Duration;

class InMemoryLanesTest extends LanesContract {
    private final MovableClock clock = new MovableClock();

    @Override
    protected Lanes lanes() {
        return new InMemoryLanes(leaseTtl(), clock);
    }

    @Override
    protected Duration leaseTtl() {
        return Duration.ofSeconds(6);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
