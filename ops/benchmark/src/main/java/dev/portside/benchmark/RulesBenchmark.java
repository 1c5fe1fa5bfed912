package dev.portside.benchmark;

import dev.portside.benchmark.rules.JsonRules;
import dev.portside.benchmark.rules.LimitRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** How many nanoseconds the pure rules and JSON take. */
public final class RulesBenchmark {
    private static final int WARM_UPS = 2;
    private static final TimeValue WARM_UP = TimeValue.seconds(1);
    private static final TimeValue MEASUREMENT = TimeValue.seconds(1);

    private RulesBenchmark() {}

    /** @param arguments the distribution's folder, which is not needed; processes for each rule, seconds in each */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Options options = new OptionsBuilder()
                .include(LimitRules.class.getName())
                .include(JsonRules.class.getName())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(Integer.parseInt(arguments[1]))
                .warmupIterations(WARM_UPS)
                .warmupTime(WARM_UP)
                .measurementIterations(Integer.parseInt(arguments[2]))
                .measurementTime(MEASUREMENT)
                .shouldFailOnError(true)
                .build();
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : new Runner(options).run()) {
            figures.add(Figure.told(
                    words(result.getParams().getBenchmark()) + ", ns",
                    spread(result.getPrimaryResult().getStatistics())));
        }
        new Part("jmh", "", figures).tell();
    }

    private static Spread spread(Statistics nanos) {
        return new Spread(nanos.getPercentile(50), nanos.getMin(), nanos.getMax());
    }

    /** A method's name as people write it. */
    private static String words(String benchmark) {
        return benchmark
                .substring(benchmark.lastIndexOf('.') + 1)
                .replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
