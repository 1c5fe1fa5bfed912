package dev.portside.faults.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a record under test: it carries the number of the operation that wrote it. */
public final class RecordValue {
    /** The number of a value that no client wrote. */
    public static final long UNKNOWN = -1;

    private static final Pattern FORM =
            Pattern.compile("\\{\"n\":(\\d{1,18}),\"price\":\\d+\\.50(,\"poison\":true)?\\}");

    private RecordValue() {}

    /** As JSON, with digits and an order of members that a careless store would change. */
    public static String of(long number, boolean poison) {
        return "{\"n\":" + number + ",\"price\":" + number % 100 + ".50" + (poison ? ",\"poison\":true}" : "}");
    }

    /** The number in a value, which must be written exactly as {@link #of} does. */
    public static long number(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            return UNKNOWN;
        }
        long number = Long.parseLong(matcher.group(1));
        return value.equals(of(number, matcher.group(2) != null)) ? number : UNKNOWN;
    }
}
