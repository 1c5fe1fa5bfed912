package dev.portside.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class LoadCommandTest {
    private static final String URL = "http://127.0.0.1:1";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void isContentWhenEveryTaskIsThere() throws IOException {
        try (FakeRecords service = new FakeRecords(FakeRecords.Faults.NONE)) {
            assertThat(load(service)).as(out.toString()).isZero();
            assertThat(out.toString()).contains("40 done", "0 lost", "0 wrong", "all tasks are there and right");
        }
    }

    @Test
    void findsALostUpdateAndAWrongValue() throws IOException {
        JsonNode other = Expected.JSON.createObjectNode().put("state", "spoiled");
        FakeRecords.Faults faults = (number, value) -> switch (number) {
            case 7 -> Optional.empty();
            case 23 -> Optional.of(other);
            default -> Optional.of(value);
        };
        try (FakeRecords service = new FakeRecords(faults)) {
            assertThat(load(service)).isEqualTo(1);
            assertThat(out.toString())
                    .contains("38 done, 0 refused, 0 failed, 1 lost, 1 wrong", "has its insert and not its update");
            assertThat(report("json").path("tasks").path("lost").asInt()).isEqualTo(1);
        }
    }

    @Test
    void findsBucketsThatGiveTooMuch() throws IOException {
        try (FakeBuckets service = new FakeBuckets(false)) {
            assertThat(load(service.url(), "--scenario", "buckets")).isEqualTo(1);
            assertThat(out.toString()).contains("0 done, 0 refused, 0 failed, 0 lost, 40 wrong");
        }
    }

    @Test
    void tellsBucketsThatRedisDidNotDecideFromWrongOnes() throws IOException {
        try (FakeBuckets service = new FakeBuckets(true)) {
            assertThat(load(service.url(), "--scenario", "buckets")).isEqualTo(1);
            assertThat(out.toString()).contains("40 refused", "0 wrong", "Redis was too slow");
        }
    }

    @Test
    void writesReportsThatCanBeRead() throws Exception {
        try (FakeRecords service = new FakeRecords(FakeRecords.Faults.NONE)) {
            load(service);
        }
        JsonNode json = report("json");
        assertThat(json.path("sound").asBoolean()).isTrue();
        assertThat(json.path("answers").path("202").asInt()).isEqualTo(80);
        assertThat(json.path("steps").size()).isEqualTo(3);
        assertThat(json.path("steps").path(0).path("since_due").path("count").asInt())
                .isEqualTo(40);
        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("records.svg").toFile());
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("path").getLength()).isGreaterThanOrEqualTo(6);
        assertThat(Files.readString(folder.resolve("records.txt")))
                .contains("whole task", "POST /insert", "1/(1-Percentile)", "#[Max");
    }

    @Test
    void reportsAsVegetaDoes() throws IOException {
        try (FakeRecords service = new FakeRecords(FakeRecords.Faults.NONE)) {
            load(service, "--vegeta");
        }
        assertThat(out.toString())
                .contains("Requests      [total, rate, throughput]         120, ")
                .contains("Success       [ratio]                           100.00%")
                .contains("[min, mean, 50, 90, 95, 99, max]");
    }

    @Test
    void runsSeveralRatesOneAfterTheOther() throws IOException {
        try (FakeRecords service = new FakeRecords(FakeRecords.Faults.NONE)) {
            load(service, "--rps", "200");
        }
        assertThat(folder.resolve("records-100.json")).exists();
        assertThat(folder.resolve("records-200.svg")).exists();
    }

    @Test
    void failsWhenNothingAnswers() {
        assertThat(execute("--url", URL)).isEqualTo(1);
        assertThat(err.toString()).contains("no service answers at " + URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rps 0",
                "--rps 50,0",
                "--rps fast",
                "--tasks 0",
                "--tasks 10000000",
                "--timeout 0",
                "--in-flight 0",
                "--url ftp://host",
                "--scenario nothing",
                "--scenario todos-write --token=",
                "--scenario mixed --token=",
                "--unknown"
            })
    void refusesBadUsage(String arguments) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    private int load(FakeRecords service, String... more) {
        return load(service.url(), more);
    }

    private int load(String url, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--url", url, "--tasks", "40"));
        // A slow machine is no reason to fail what is not about the rate.
        arguments.addAll(List.of("--nats=", "--late", "600000", "--warm-up", "8", "--out", folder.toString()));
        arguments.addAll(List.of("--rps", "100"));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return new CommandLine(new LoadCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private JsonNode report(String kind) throws IOException {
        return Expected.JSON.readTree(Files.readAllBytes(folder.resolve("records." + kind)));
    }
}
