package dev.portside.http;

import java.util.List;
import java.util.Optional;

/** Chooses a media type by an {@code Accept} header (RFC 9110, 12.5.1). */
final class Accept {
    private static final int UNNAMED = -1;

    private Accept() {}

    /** The offer that the caller likes best, the earlier one of equals; empty when it takes none. */
    static Optional<String> best(String accept, List<String> offers) {
        String best = null;
        int bestQuality = 0;
        for (String offer : offers) {
            int quality = quality(accept, offer);
            if (quality > bestQuality) {
                best = offer;
                bestQuality = quality;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether an {@code Accept-Encoding} header (RFC 9110, 12.5.3) takes gzip, and likes it no less than nothing. */
    static boolean gzip(String acceptEncoding) {
        int gzip = Math.max(coding(acceptEncoding, "gzip"), coding(acceptEncoding, "x-gzip"));
        int any = coding(acceptEncoding, "*");
        int identity = coding(acceptEncoding, "identity");
        int quality = gzip == UNNAMED ? any : gzip;
        return quality > 0 && quality >= identity;
    }

    /** 0 to 1000; {@link #UNNAMED} when the header does not name the coding. */
    private static int coding(String acceptEncoding, String coding) {
        for (String range : acceptEncoding.split(",")) {
            String[] parts = range.split(";");
            if (parts[0].strip().equalsIgnoreCase(coding)) {
                return quality(parts);
            }
        }
        return UNNAMED;
    }

    /** 0 to 1000, by the most specific range that names the offer; a range that cannot be read names nothing. */
    private static int quality(String accept, String offer) {
        int specificity = -1;
        int quality = 0;
        for (String range : accept.split(",")) {
            // With -1, since a range of nothing but semicolons would have no parts at all otherwise.
            String[] parts = range.split(";", -1);
            int names = specificity(parts[0].strip(), offer);
            if (names > specificity) {
                specificity = names;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static int specificity(String range, String offer) {
        if (range.equals("*/*")) {
            return 0;
        }
        String type = withoutParameters(offer);
        if (range.equalsIgnoreCase(type)) {
            return 2;
        }
        int slash = type.indexOf('/');
        boolean anySubtype = range.endsWith("/*") && range.regionMatches(true, 0, type, 0, slash + 1);
        return anySubtype && range.length() == slash + 2 ? 1 : -1;
    }

    private static int quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                return thousandths(parameter.substring(2));
            }
        }
        return 1000;
    }

    /** {@code 0.5} as 500; what is no quality value counts as 0. */
    private static int thousandths(String qvalue) {
        boolean wellFormed = qvalue.length() <= 5 && (qvalue.startsWith("0") || qvalue.startsWith("1"));
        if (!wellFormed || (qvalue.length() > 1 && qvalue.charAt(1) != '.')) {
            return 0;
        }
        int value = qvalue.charAt(0) - '0';
        for (int i = 2; i < 5; i++) {
            int digit = i < qvalue.length() ? qvalue.charAt(i) - '0' : 0;
            if (digit < 0 || digit > 9) {
                return 0;
            }
            value = value * 10 + digit;
        }
        return Math.min(value, 1000);
    }

    private static String withoutParameters(String mediaType) {
        int end = mediaType.indexOf(';');
        return end < 0 ? mediaType : mediaType.substring(0, end);
    }
}
