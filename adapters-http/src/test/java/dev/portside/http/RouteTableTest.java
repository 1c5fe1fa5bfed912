package dev.portside.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private final RouteTable<String> table = new RouteTable<>(Map.of(
            "/", "root",
            "/get", "get",
            "/things/{id}", "thing",
            "/things/all", "all",
            "/things/{id}/parts/{part}", "part",
            "/things/{id}/parts/first", "first"));

    @ParameterizedTest
    @CsvSource({
        "/,root",
        "/get,get",
        "/%67et,get",
        "/things/1,thing",
        "/things/all,all",
        "/things/%61ll,all",
        "/things/all/parts/2,part",
        "/things/1/parts/first,first",
    })
    void findsWhatServesAPath(String path, String target) {
        assertThat(table.find(path).orElseThrow().target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/get/",
                "//get",
                "/GET",
                "/things",
                "/things/",
                "/things//parts/1",
                "/things%2f1",
                "/x/y/z"
            })
    void findsNothingForAnotherSpelling(String path) {
        assertThat(table.find(path)).isEmpty();
    }

    @Test
    void decodesEachParameterByItself() {
        assertThat(table.find("/things/a%2Fb+c/parts/%E2%82%AC%20")
                        .orElseThrow()
                        .parameters())
                .isEqualTo(Map.of("id", "a/b+c", "part", "\u20ac "));
    }
}
