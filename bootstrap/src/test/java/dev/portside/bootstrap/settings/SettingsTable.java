package dev.portside.bootstrap.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of settings in a text in Markdown: every row under its heading that begins with a setting's name. */
final class SettingsTable {
    private static final String HEADING = "## Settings";
    private static final String NAME = "`([A-Z][A-Z_]+)`";
    private static final Pattern BEGIN = Pattern.compile("\\| " + NAME);
    private static final Pattern ROW =
            Pattern.compile(BEGIN + "(?:, alias " + NAME + ")? \\| (?:`([^`|]+)`|unset) \\| ([^|]+) \\| [^|]+ \\|");

    private SettingsTable() {}

    static List<Setting> read(String markdown) {
        return markdown.lines()
                .dropWhile(line -> !line.equals(HEADING))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> BEGIN.matcher(line).lookingAt())
                .map(SettingsTable::setting)
                .toList();
    }

    private static Setting setting(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw new IllegalArgumentException("no name, default, allowed values and purpose: " + line);
        }
        return new Setting(
                row.group(1), Optional.ofNullable(row.group(2)), Optional.ofNullable(row.group(3)), row.group(4));
    }

    /** Rows to add to the text, then rows to take out of it; each line begins with what is to be done. */
    static List<String> differences(List<Setting> rows, List<Setting> known) {
        return Stream.concat(
                        known.stream()
                                .filter(setting -> !rows.contains(setting))
                                .map(setting -> "missing: " + row(setting)),
                        rows.stream().filter(row -> !known.contains(row)).map(row -> "wrong: " + row(row)))
                .toList();
    }

    private static String row(Setting setting) {
        return "| `%s`%s | %s | %s |"
                .formatted(
                        setting.name(),
                        setting.alias().map(", alias `%s`"::formatted).orElse(""),
                        setting.preset().map("`%s`"::formatted).orElse("unset"),
                        setting.allowed());
    }
}
