package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "A=1 | 1",
                "  A = 1  | 1",
                "export A=1 | 1",
                "A=a b # note | a b",
                "A=a#b | a#b",
                "A='a # b' | a # b",
                "A='a\\nb' | a\\nb",
                "A=\"say \\\"hi\\\"\" # note | say \"hi\"",
                "A=postgres://u:p@h/d?sslmode=off | postgres://u:p@h/d?sslmode=off",
            })
    void readsAValue(String line, String value) {
        List<SettingFault> faults = new ArrayList<>();
        assertThat(DotEnv.parse(line, faults)).containsEntry("A", value);
        assertThat(faults).isEmpty();
    }

    @Test
    void understandsALineBreakInDoubleQuotes() {
        assertThat(DotEnv.parse("A=\"a\\nb\"", new ArrayList<>())).containsEntry("A", "a\nb");
    }

    @Test
    void readsAValueOfAnyLength() {
        String value = "key\\\\".repeat(100_000);
        assertThat(DotEnv.parse("A=\"" + value + "\"", new ArrayList<>()))
                .containsEntry("A", value.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "1A=2", "A B=3", "=4"})
    void notesALineThatNamesNothing(String line) {
        List<SettingFault> faults = new ArrayList<>();
        assertThat(DotEnv.parse("OK=1\n" + line, faults)).containsOnlyKeys("OK");
        assertThat(faults).extracting(SettingFault::name).containsExactly(".env line 2");
    }
}
