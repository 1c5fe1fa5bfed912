package dev.portside.http.wire;

/** Character classes of HTTP and URIs, and comparisons without making texts. */
final class Bytes {
    /** RFC 9110, 5.6.2. */
    private static final boolean[] TOKEN = alphanumericAnd("!#$%&'*+-.^_`|~");

    /** {@code pchar} of RFC 3986 without {@code %} and {@code ;}, and the slash. */
    private static final boolean[] PATH = alphanumericAnd("-._~!$&'()*+,=:@/");

    /** {@code query} of RFC 3986 without {@code %}. */
    private static final boolean[] QUERY = alphanumericAnd("-._~!$&'()*+,;=:@/?");

    /** {@code reg-name} of RFC 3986 without {@code %}. */
    private static final boolean[] HOST = alphanumericAnd("-._~!$&'()*+,;=");

    private Bytes() {}

    private static boolean[] alphanumericAnd(String others) {
        boolean[] set = new boolean[128];
        for (char c = 0; c < 128; c++) {
            set[c] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        }
        others.chars().forEach(c -> set[c] = true);
        return set;
    }

    static boolean isToken(byte b) {
        return b >= 0 && TOKEN[b];
    }

    /** A capital or a dash: Helidon would take {@code get} for {@code GET}, though methods differ by case. */
    static boolean isMethod(byte b) {
        return (b >= 'A' && b <= 'Z') || b == '-';
    }

    static boolean isHost(byte b) {
        return b >= 0 && HOST[b];
    }

    static boolean isPath(byte b) {
        return b >= 0 && PATH[b];
    }

    static boolean isQuery(byte b) {
        return b >= 0 && QUERY[b];
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Whether the bytes spell {@code lower}, which is in lower case, in any case. */
    static boolean spell(byte[] bytes, int from, int to, String lower) {
        if (to - from != lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            byte b = bytes[from + i];
            int folded = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
            if (folded != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
