package dev.portside.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    @Test
    void readsTheVersionsThatAnIfMatchNames() {
        assertThat(Conditions.versions("\"7\"")).contains(Set.of(7L));
        assertThat(Conditions.versions(" \"7\" ,\"8\",\"7\", \"other\"")).contains(Set.of(7L, 8L));
    }

    @Test
    void aStarNamesEveryVersion() {
        assertThat(Conditions.versions(" * ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "W/\"7\"", "\"-7\"", "\"7", "\"1234567890123456789\"", "\"\""})
    void whatIsNoStrongTagOfOursNamesNoVersion(String sent) {
        assertThat(Conditions.versions(sent)).contains(Set.of());
    }
}
