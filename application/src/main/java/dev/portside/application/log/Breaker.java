package dev.portside.application.log;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Keeps consumers from a backend that fails: opens after some failures in a row, lets one trial pass after a while, and
 * closes when the trial succeeds. Shared by all consumers of one backend; thread-safe.
 */
public final class Breaker {
    private final CircuitBreaker breaker;
    private final InstantSource clock;
    private volatile Instant openUntil = Instant.MIN;

    /**
     * @param failuresMax failures in a row after which it opens
     * @param openTime how long it stays open before the trial
     */
    public Breaker(String name, int failuresMax, Duration openTime, InstantSource clock) {
        this.clock = clock;
        // A window of the last failuresMax calls, all failed, is that many failures in a row.
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(failuresMax, failuresMax, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .slowCallRateThreshold(100)
                        .slowCallDurationThreshold(Duration.ofDays(1))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(openTime)
                        .automaticTransitionFromOpenToHalfOpenEnabled(false)
                        .writableStackTraceEnabled(false)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil = clock.instant().plus(openTime);
            }
        });
    }

    /** How long to leave the backend alone; zero when a call may be tried. */
    Duration pause() {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), openUntil);
        return left.isNegative() ? Duration.ZERO : left.plusMillis(1);
    }

    /** Whether a call may go ahead now; if so, its end must be told by one of the next three methods. */
    boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    void succeeded() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void failed(Throwable failure) {
        breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    }

    /** The call was given up; it says nothing about the backend. */
    void abandoned() {
        breaker.releasePermission();
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    public String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /** Whether the backend is believed to answer, so that a call would be tried. */
    public boolean admits() {
        return pause().isZero();
    }
}
