package dev.portside.bootstrap.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbers with a unit. */
final class Units {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);

    private Units() {}

    /** A duration as {@code 250ms}, a bare number counting in {@code bareUnit}; null when it is none. */
    static @Nullable Duration duration(String text, Duration bareUnit) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? unit(matcher.group(2), bareUnit).multipliedBy(Long.parseLong(matcher.group(1)))
                : null;
    }

    /** Bytes as {@code 64MB}; null when they are none. */
    static @Nullable Long bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        return matcher.matches()
                ? Math.multiplyExact(Long.parseLong(matcher.group(1)), factor(matcher.group(2)))
                : null;
    }

    /** A duration as a person would write it: how many of the largest unit in which it is a whole number. */
    static String spoken(Duration duration) {
        return Stream.of("d", "h", "m", "s")
                .filter(name -> duration.toMillis() % unit(name, Duration.ZERO).toMillis() == 0)
                .map(name -> duration.dividedBy(unit(name, Duration.ZERO)) + name)
                .filter(text -> !text.startsWith("0"))
                .findFirst()
                .orElse(duration.toMillis() + "ms");
    }

    /** Bytes likewise. */
    static String spoken(long bytes) {
        return Stream.of("GB", "MB", "KB")
                .filter(name -> bytes % factor(name) == 0)
                .map(name -> bytes / factor(name) + name)
                .findFirst()
                .orElse(bytes + "B");
    }

    private static Duration unit(@Nullable String unit, Duration bareUnit) {
        if (unit == null) {
            return bareUnit;
        }
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    private static long factor(@Nullable String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            default -> 1;
        };
    }
}
