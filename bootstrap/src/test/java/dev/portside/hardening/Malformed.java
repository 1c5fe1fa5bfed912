package dev.portside.hardening;

/**
 * A request that must be refused.
 *
 * @param bytes one per character
 * @param closes whether the connection must end with the answer
 */
record Malformed(String name, int status, String method, String target, String bytes, boolean closes) {
    /** A request whose end cannot be trusted: nothing after it may be served. */
    static Malformed closing(String name, int status, String bytes) {
        return row(name, status, bytes, true);
    }

    /** A request that is refused for what it says; the connection goes on. */
    static Malformed keeping(String name, int status, String bytes) {
        return row(name, status, bytes, false);
    }

    /** A POST with this body, sound in every other way. */
    static Malformed body(String name, int status, String target, String latin1) {
        return keeping(
                name,
                status,
                "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                        + latin1.length() + "\r\n\r\n" + latin1);
    }

    private static Malformed row(String name, int status, String bytes, boolean closes) {
        String[] words = bytes.split("[ \r\n]", 3);
        String target = words.length > 1 && words[1].startsWith("/") ? words[1] : "/";
        return new Malformed(name, status, words[0], target, bytes, closes);
    }

    @Override
    public String toString() {
        return status + " " + name;
    }
}
