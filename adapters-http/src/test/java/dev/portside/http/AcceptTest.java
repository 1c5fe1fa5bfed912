package dev.portside.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
    private static final List<String> OFFERS =
            List.of("text/plain; version=0.0.4", "application/openmetrics-text", "application/json");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|text/plain; version=0.0.4",
                "text/plain|text/plain; version=0.0.4",
                "TEXT/*|text/plain; version=0.0.4",
                "application/json|application/json",
                "application/*|application/openmetrics-text",
                "application/json, application/openmetrics-text;q=0.5|application/json",
                "application/json;q=0.5,application/openmetrics-text;q=0.501|application/openmetrics-text",
                "text/plain;q=0.1, */*|application/openmetrics-text",
                "text/plain;q=0, application/openmetrics-text;q=0, */*;q=0.1|application/json",
                "application/json;charset=utf-8;q=0.3, image/png|application/json",
                "application/json; Q=1.000|application/json",
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
                        + "|application/openmetrics-text",
                ",,application/json,|application/json",
                "text/html||",
                "*/*;q=0||",
                "application/json;q=0||",
                "application/json;q=2||",
                "application/json;q=||",
                "application/json;q=0.1234||",
                "application/*json||",
                "*/json||",
                "applic/*||",
                "''||",
                ";||",
                ";;, application/json;|application/json",
            })
    void choosesWhatTheCallerLikesBest(String accept, String wanted) {
        assertThat(Accept.best(accept, OFFERS)).isEqualTo(Optional.ofNullable(wanted));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|true",
                "x-gzip|true",
                "GZIP;q=0.1|true",
                "deflate, gzip;q=1.0, *;q=0.5|true",
                "*|true",
                "br, *;q=0.1|true",
                "identity;q=0.5, gzip|true",
                "gzip;q=0|false",
                "*;q=0|false",
                "*, gzip;q=0|false",
                "identity, gzip;q=0.5|false",
                "br|false",
                "gzip;q=2|false",
                "gzipped|false",
                "''|false",
            })
    void takesGzipWhenTheCallerReadsIt(String acceptEncoding, boolean taken) {
        assertThat(Accept.gzip(acceptEncoding)).isEqualTo(taken);
    }
}
