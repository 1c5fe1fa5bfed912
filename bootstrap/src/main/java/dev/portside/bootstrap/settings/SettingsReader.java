package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings by name. A setting that cannot be used is noted and its preset taken, so that {@link #check} can report
 * all of them at once. An empty value counts as unset.
 */
public final class SettingsReader {
    private static final String ANY = "any text";

    private final Function<String, @Nullable String> values;
    private final List<SettingFault> faults = new ArrayList<>();
    private final SequencedMap<String, Setting> known = new LinkedHashMap<>();
    private final Map<String, String> aliases = new HashMap<>();

    /** @param values a setting's value by its name, null when it is unset */
    public SettingsReader(Function<String, @Nullable String> values, List<SettingFault> faults) {
        this.values = values;
        this.faults.addAll(faults);
    }

    /** Whether a setting's value must not be shown: passwords, keys, and addresses that may hold a password. */
    static boolean isSecret(String name) {
        return name.endsWith("PASSWORD")
                || name.endsWith("SECRET")
                || name.endsWith("_URL")
                || name.endsWith("_CREDS")
                || name.endsWith("TLS_KEY")
                || name.contains("SASL");
    }

    /** All settings that were read so far, whether they are set or not. */
    List<Setting> known() {
        return List.copyOf(known.values());
    }

    public Optional<String> text(String name) {
        // Whoever only looks whether it is set knows no more of it.
        known.computeIfAbsent(name, _ -> setting(name, null, ANY));
        return value(name);
    }

    public String text(String name, String preset) {
        note(name, preset, ANY);
        return value(name).orElse(preset);
    }

    /** The name under which a setting with an alias is to be read: its own, unless the alias alone is set. */
    public String named(String name, String alias) {
        aliases.put(name, alias);
        return value(name).isEmpty() && value(alias).isPresent() ? alias : name;
    }

    public int whole(String name, int preset, int min, int max) {
        note(name, Integer.toString(preset), min + " to " + max);
        return number(name, min, max).orElse(preset);
    }

    /** A whole number that has no preset. */
    public Optional<Integer> whole(String name, int min, int max) {
        note(name, null, min + " to " + max);
        return number(name, min, max);
    }

    private Optional<Integer> number(String name, int min, int max) {
        return read(name, min + " to " + max, value -> {
            int number = Integer.parseInt(value);
            return number < min || number > max ? null : number;
        });
    }

    /** A text of that form. */
    public Optional<String> matching(String name, Pattern form, String allowed) {
        note(name, null, allowed);
        return matched(name, form, allowed);
    }

    public String matching(String name, String preset, Pattern form, String allowed) {
        note(name, preset, allowed);
        return matched(name, form, allowed).orElse(preset);
    }

    private Optional<String> matched(String name, Pattern form, String allowed) {
        return read(name, allowed, value -> form.matcher(value).matches() ? value : null);
    }

    /** What {@code read} makes of the text; it throws {@link Invalid} with the rule that the text breaks. */
    public <T> Optional<T> checked(String name, String allowed, Function<String, T> read) {
        note(name, null, allowed);
        return made(name, read);
    }

    /** @param preset as somebody would write it */
    public <T> T checked(String name, String preset, String allowed, Function<String, T> read) {
        note(name, preset, allowed);
        return made(name, read).orElseGet(() -> read.apply(preset));
    }

    private <T> Optional<T> made(String name, Function<String, T> read) {
        return value(name).flatMap(value -> {
            try {
                return Optional.of(read.apply(value));
            } catch (Invalid e) {
                fault(name, value, String.valueOf(e.getMessage()).replaceFirst("^must be ", ""));
                return Optional.empty();
            }
        });
    }

    /** A number with or without decimals, from which {@code read} makes the value or throws {@link Invalid}. */
    public <T> T decimal(String name, String preset, String allowed, Function<BigDecimal, T> read) {
        note(name, preset, allowed);
        return read(name, allowed, value -> {
                    try {
                        return read.apply(new BigDecimal(value));
                    } catch (Invalid _) {
                        return null;
                    }
                })
                .orElseGet(() -> read.apply(new BigDecimal(preset)));
    }

    public boolean flag(String name, boolean preset) {
        String allowed = "true or false";
        note(name, Boolean.toString(preset), allowed);
        return read(name, allowed, value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> null;
                })
                .orElse(preset);
    }

    /** One of the enum's constants, written in lower case. */
    public <E extends Enum<E>> E choice(String name, E preset) {
        Class<E> type = preset.getDeclaringClass();
        String allowed = spoken(type, " or ");
        note(name, spoken(preset), allowed);
        return read(name, allowed, value -> constant(type, value)).orElse(preset);
    }

    /** Some of the enum's constants, written in lower case and separated by commas; all of them when it is unset. */
    public <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
        String allowed = "a list of " + spoken(type, ", ");
        note(name, "all", allowed);
        return read(name, allowed, value -> {
                    Set<E> chosen = EnumSet.noneOf(type);
                    for (String word : value.split(",")) {
                        E constant = constant(type, word.strip());
                        if (constant == null) {
                            return null;
                        }
                        chosen.add(constant);
                    }
                    return chosen;
                })
                .orElse(EnumSet.allOf(type));
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        return null;
    }

    private static <E extends Enum<E>> String spoken(Class<E> type, String separator) {
        return Arrays.stream(type.getEnumConstants())
                .map(SettingsReader::spoken)
                .collect(Collectors.joining(separator));
    }

    private static String spoken(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A duration as {@code 250ms}, {@code 5s}, {@code 1m}, {@code 2h}, {@code 1d}; a bare number counts in {@code bareUnit}. */
    public Duration duration(String name, Duration preset, Duration bareUnit, Duration min, Duration max) {
        String allowed = Units.spoken(min) + " to " + Units.spoken(max);
        note(name, Units.spoken(preset), allowed);
        return read(name, "a duration such as 250ms, 5s or 1m, from " + allowed, value -> {
                    Duration duration = Units.duration(value, bareUnit);
                    boolean good = duration != null && duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
                    return good ? duration : null;
                })
                .orElse(preset);
    }

    /** A size in bytes as {@code 64MB}; units are powers of 1024, a bare number counts in bytes. */
    public long size(String name, long preset, long min, long max) {
        String allowed = Units.spoken(min) + " to " + Units.spoken(max);
        note(name, Units.spoken(preset), allowed);
        return read(name, "a size such as 64MB or 1GB, from " + allowed, value -> {
                    Long bytes = Units.bytes(value);
                    return bytes != null && bytes >= min && bytes <= max ? bytes : null;
                })
                .orElse(preset);
    }

    /** Notes a fault that no single reader can see. */
    public void fault(String name, String value, String allowed) {
        faults.add(new SettingFault(name, isSecret(name) && !value.isEmpty() ? "***" : value, allowed));
    }

    /** Throws {@link BadSettings} with everything noted so far. */
    public void check() {
        if (!faults.isEmpty()) {
            throw new BadSettings(faults);
        }
    }

    private <T> Optional<T> read(String name, String allowed, Function<String, @Nullable T> read) {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<T> result = Optional.ofNullable(read.apply(value.get()));
            if (result.isPresent()) {
                return result;
            }
        } catch (ArithmeticException | NumberFormatException _) {
            // Reported below like any other value that cannot be used.
        }
        fault(name, value.get(), allowed);
        return Optional.empty();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void note(String name, @Nullable String preset, String allowed) {
        known.put(name, setting(name, preset, allowed));
    }

    private Setting setting(String name, @Nullable String preset, String allowed) {
        return new Setting(
                name,
                Optional.ofNullable(aliases.get(name)),
                Optional.ofNullable(preset).filter(text -> !text.isEmpty()),
                allowed);
    }
}
