package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.redis.Redis;
import dev.portside.redis.TestRedis;
import dev.portside.stack.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four processes take from one key of a real server: together they get what the plan allows for the time that it took, and
 * not one token more; what they did not take is still there. {@code -Dportside.consumes=} says how often they ask in all.
 */
class LimitFleetTest {
    private static final int INSTANCES = 4;
    private static final long CONSUMES = Long.getLong("portside.consumes", 40_000);
    private static final double LEAST_SHARE = 0.999;

    private static final long MICROS_PER_TOKEN = 1_000_000_000 / CONSUMES;

    private static final long FIRST = CONSUMES / 50;

    /** Fewer tokens than are asked for, at once and then, so that no process ever leaves one where it is. */
    static Stream<Algorithm> algorithms() {
        return Stream.of(
                new TokenBucket(CONSUMES / 5, new Refill(1, MICROS_PER_TOKEN)),
                new Gcra(CONSUMES / 5, MICROS_PER_TOKEN));
    }

    private record Instance(Process process, BufferedReader out) {
        String line() throws IOException {
            return String.valueOf(out.readLine());
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void allTogetherGetWhatThePlanAllowsAndNotOneTokenMore(Algorithm algorithm) throws Exception {
        Redis redis = TestRedis.shared();
        Terms terms = new Terms(algorithm, OnFailure.CLOSED);
        String prefix = TestRedis.freshPrefix();
        List<Instance> instances = new ArrayList<>();
        try {
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(start(prefix, terms));
            }
            for (Instance instance : instances) {
                assertThat(instance.line()).isEqualTo("ready");
            }
            RedisRateLimits limits = LimitInstance.limits(redis, prefix, terms, LimitInstance.TIMEOUT, LimitMeter.NONE);
            limits.warmUp();
            long begin = TestRedis.micros(redis);
            // A bucket that is not full from the first moment on loses none of its refill.
            assertThat(limits.consume(new LimitRequest(LimitInstance.KEY, FIRST)))
                    .isInstanceOf(Decision.Allowed.class);
            for (Instance instance : instances) {
                instance.process.outputWriter().append('\n').flush();
            }
            long admitted = FIRST;
            for (Instance instance : instances) {
                admitted += Long.parseLong(instance.line());
            }
            long left = limits.check(new LimitRequest(LimitInstance.KEY, 1))
                    .standing()
                    .tokens();
            judge(algorithm, admitted, left, TestRedis.micros(redis) - begin);
        } finally {
            instances.forEach(instance -> instance.process.destroy());
        }
    }

    private static void judge(Algorithm algorithm, long admitted, long left, long micros) {
        long allowed = algorithm.capacity() + micros / MICROS_PER_TOKEN;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d asked in %,d ms, %,d admitted of %,d allowed (%.5f), %,d left%n",
                algorithm,
                CONSUMES,
                micros / 1_000,
                admitted,
                allowed,
                (double) admitted / allowed,
                left);
        assertThat(admitted).isLessThanOrEqualTo(allowed);
        assertThat(admitted + left).isGreaterThanOrEqualTo((long) (allowed * LEAST_SHARE));
    }

    private static Instance start(String prefix, Terms terms) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LimitInstance.class.getName(),
                Integer.toString(LocalStack.shared().redis().port()),
                prefix,
                TermsText.of(terms),
                Long.toString(CONSUMES / INSTANCES));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Instance(process, process.inputReader());
    }
}
