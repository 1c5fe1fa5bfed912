package dev.portside.bootstrap.steps;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.OutboxEntry;
import dev.portside.domain.users.OutboxStats;
import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserOutbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An outbox whose calls are steps. */
public record SteppedOutbox(UserOutbox outbox, Steps steps) implements UserOutbox {
    @Override
    public List<UnsentEvent> claim(Claim claim, Set<LeasedLane> lanes, int max) {
        return step("claim", () -> outbox.claim(claim, lanes, max));
    }

    @Override
    public Set<Claim> claimed(Set<LeasedLane> lanes) {
        return step("look for claims", () -> outbox.claimed(lanes));
    }

    @Override
    public List<UserEvent> markSent(Claim claim) {
        return step("mark", () -> outbox.markSent(claim));
    }

    @Override
    public void release(Claim claim) {
        step("release", () -> outbox.release(claim));
    }

    @Override
    public void retry(Claim claim, UnsentEvent failed, Instant notBefore) {
        step("retry", () -> outbox.retry(claim, failed, notBefore));
    }

    @Override
    public void bury(Claim claim, UnsentEvent failed, DeadLetter letter) {
        step("bury", () -> outbox.bury(claim, failed, letter));
    }

    @Override
    public OutboxStats stats() {
        return outbox.stats();
    }

    @Override
    public List<UserEvent> sent(SentEvents which, long after, int limit) {
        return outbox.sent(which, after, limit);
    }

    @Override
    public Map<UserEvent.Type, Long> countSent(SentEvents which, long after) {
        return outbox.countSent(which, after);
    }

    @Override
    public List<OutboxEntry> newest(int limit) {
        return outbox.newest(limit);
    }

    private <T> T step(String name, Supplier<T> call) {
        steps.at("before " + name);
        T result = call.get();
        steps.at("after " + name);
        return result;
    }

    private void step(String name, Runnable call) {
        steps.at("before " + name);
        call.run();
        steps.at("after " + name);
    }
}
