package dev.portside.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Portside's records, as its clients see them: changes go in over HTTP, and their effects are read over HTTP. */
final class PortsideRecords implements Contender {
    private static final int DIGITS = 3;
    private static final long SAMPLES = 5_000;
    private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);

    private static final Pattern PENDING = Pattern.compile("\"pending\":(\\d+)");
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final Pattern TASK = Pattern.compile("\"task_id\":\"([^\"]+)\"");
    private static final Pattern STATUS = Pattern.compile("\"status\":\"([^\"]+)\"");
    private static final Pattern ACCEPTED_AT = Pattern.compile("\"accepted_at\":\"([^\"]+)\"");
    private static final Pattern FINISHED_AT = Pattern.compile("\"finished_at\":\"([^\"]+)\"");

    private final ServerProcess server;
    private final Client client;
    private final RandomGenerator random;

    /** Makes the records. */
    PortsideRecords(ServerProcess server, Client client, RandomGenerator random)
            throws IOException, InterruptedException {
        this.server = server;
        this.client = client;
        this.random = random;
        try (Callers callers = new Callers(server.port(), CALLERS)) {
            callers.call(RecordCalls.inserts(), Pace.calls(RecordCalls.RECORDS), "202", RecordCalls.RECORDS);
        }
        awaitNothingPending();
    }

    @Override
    public Throughput throughput(Duration time) throws IOException, InterruptedException {
        return run(Pace.closedLoop(time), Integer.MAX_VALUE).throughput();
    }

    /** Calls come evenly at a rate. */
    Latency latency(double perSecond, Duration time) throws IOException, InterruptedException {
        long calls = (long) (perSecond * time.toSeconds());
        Answers answers = run(Pace.openLoop(perSecond, time), Math.toIntExact(Math.max(1, calls / SAMPLES)))
                .answers();
        Histogram applying = new Histogram(DIGITS);
        for (String answer : answers.samples()) {
            String task = get("/tasks/" + first(TASK, answer));
            if (!first(STATUS, task).equals("applied")) {
                throw new IOException("not applied: " + task);
            }
            applying.recordValue(
                    Duration.between(Instant.parse(first(ACCEPTED_AT, task)), Instant.parse(first(FINISHED_AT, task)))
                            .toNanos());
        }
        return new Latency(answers.latencies(), applying);
    }

    private record Run(Answers answers, Throughput throughput) {}

    private Run run(Pace pace, int sampling) throws IOException, InterruptedException {
        long before = versions();
        try (Callers callers = new Callers(server.port(), CALLERS)) {
            long start = System.nanoTime();
            Answers answers = callers.call(RecordCalls.updates(random), pace, "202", sampling);
            awaitNothingPending();
            long applyNanos = System.nanoTime() - start;
            return new Run(answers, new Throughput(answers.count(), answers.nanos(), versions() - before, applyNanos));
        }
    }

    private void awaitNothingPending() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!first(PENDING, get("/stats")).equals("0")) {
            if (System.nanoTime() - start > DRAIN_MAX.toNanos()) {
                throw new IOException("still pending: " + get("/stats"));
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** The sum over all records: each effect adds one. */
    private long versions() throws IOException, InterruptedException {
        long sum = 0;
        for (int i = 0; i < RecordCalls.RECORDS; i++) {
            sum += Long.parseLong(first(VERSION, get("/get?id=" + RecordCalls.id(i))));
        }
        return sum;
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.get(server.url(path));
    }

    private static String first(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
