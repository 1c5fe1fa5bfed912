package dev.portside.hardening.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever two readers could take for different requests, Portside takes for one request or for none. */
class FramingTest {
    private static final int CASES_MIN = 60;

    private static final List<FramingCase> CASES = FramingCases.all();

    @Test
    void thereAreEnoughCases() {
        assertThat(CASES.stream().map(FramingCase::bytes).distinct().count()).isGreaterThanOrEqualTo(CASES_MIN);
        assertThat(Server.READY).hasSameSizeAs(Server.PLAIN);
    }

    @Test
    void nothingIsAnsweredTwiceNorServedThatWasHidden() throws IOException {
        try (Server portside = new Careful()) {
            FramingOracle oracle = new FramingOracle(portside);
            assertThat(oracle.faults(CASES, Server.PLAIN)).isEmpty();
            assertThat(oracle.faults(CASES, Server.READY)).isEmpty();
        }
    }

    @Test
    void nginxInFrontAgrees() throws IOException {
        try (Server portside = new Careful();
                BehindNginx nginx = new BehindNginx(portside)) {
            assertThat(nginx.faults(CASES, Server.PLAIN)).isEmpty();
            assertThat(nginx.faults(CASES, Server.READY)).isEmpty();
            int asked = nginx.asked();
            System.out.println(CASES.size() + " cases by two ways; nginx handed on " + asked + " requests");
            assertThat(asked).isGreaterThan(CASES.size());
            await().untilAsserted(() -> assertThat(portside.answered()).isEqualTo(asked));
        }
    }

    @Test
    void aLenientServerBehindNginxIsFoundOut() throws IOException {
        try (Server lenient = new Lenient();
                BehindNginx nginx = new BehindNginx(lenient)) {
            assertThat(nginx.faults(CASES, Server.PLAIN))
                    .anyMatch(fault -> fault.contains("a body with GET") && fault.contains("/hidden"));
        }
    }

    @Test
    void aLenientServerIsFoundOut() throws IOException {
        try (Server lenient = new Lenient()) {
            List<String> faults = new FramingOracle(lenient).faults(CASES, Server.PLAIN);
            assertThat(faults).filteredOn(fault -> fault.contains("hidden")).hasSizeGreaterThan(10);
            assertThat(faults)
                    .filteredOn(fault -> fault.contains("cannot be understood"))
                    .hasSizeGreaterThan(30);
        }
    }
}
