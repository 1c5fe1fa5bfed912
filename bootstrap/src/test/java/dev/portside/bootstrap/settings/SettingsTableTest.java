package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    private static final List<Setting> KNOWN = List.of(
            new Setting("PORT", Optional.of("HTTP_PORT"), Optional.of("8080"), "0 to 65535"),
            new Setting("JWT_SECRET", Optional.empty(), Optional.empty(), "at least 32 bytes"));

    private static final String TABLE = """
            ## Settings

            | setting | default | allowed | |
            | --- | --- | --- | --- |
            | `PORT`, alias `HTTP_PORT` | `8080` | 0 to 65535 | where it listens |
            | `JWT_SECRET` | unset | at least 32 bytes | what tokens are signed with |
            """;

    @Test
    void theReadmeHasEverySettingAsTheCodeHasIt() throws IOException {
        List<Setting> rows = SettingsTable.read(Files.readString(Path.of("../README.md")));
        assertThat(SettingsTable.differences(rows, Settings.known())).isEmpty();
        assertThat(rows).as("each once").doesNotHaveDuplicates();
    }

    @Test
    void aTableThatSaysWhatTheCodeSaysHasNoDifference() {
        assertThat(differences(TABLE)).isEmpty();
    }

    @Test
    void aMissingRowIsADifference() {
        assertThat(differences(TABLE.replaceFirst("(?m)^\\| `JWT_SECRET`.*\n", "")))
                .containsExactly("missing: | `JWT_SECRET` | unset | at least 32 bytes |");
    }

    @Test
    void aRowThatTheCodeDoesNotKnowIsADifference() {
        assertThat(differences(TABLE + "| `COLOUR` | `red` | any text | what it looks like |\n"))
                .containsExactly("wrong: | `COLOUR` | `red` | any text |");
    }

    @Test
    void anotherDefaultAliasOrBoundIsADifference() {
        for (String wrong : List.of(
                TABLE.replace("8080", "8081"),
                TABLE.replace(", alias `HTTP_PORT`", ""),
                TABLE.replace("65535", "65536"),
                TABLE.replace("unset", "`secret`"))) {
            assertThat(differences(wrong)).hasSize(2);
        }
    }

    private static List<String> differences(String table) {
        return SettingsTable.differences(SettingsTable.read(table), KNOWN);
    }
}
