package dev.portside.hardening.framing;

/**
 * Bytes that begin a connection. Behind them a sound request follows, the second one. Where they hold a request in what a
 * careful reader takes for a body, it is the hidden one, which nobody may ever serve.
 *
 * @param bytes one per character; {@code {first}} and {@code {hidden}} stand for the targets of requests
 */
record FramingCase(String name, Verdict verdict, String bytes) {
    /** What Portside must make of it when nobody stands in front. */
    enum Verdict {
        /** The one answer says no and ends the connection. */
        REFUSED,
        /** Both requests are answered. */
        SERVED,
        /** Only the first one is answered, and ends the connection as it asked. */
        LAST
    }

    static final String HIDDEN = "GET {hidden} HTTP/1.1\r\nHost: a\r\n\r\n";

    private static final String SECOND = "GET {second} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    static FramingCase refused(String name, String bytes) {
        return new FramingCase(name, Verdict.REFUSED, bytes);
    }

    static FramingCase served(String name, String bytes) {
        return new FramingCase(name, Verdict.SERVED, bytes);
    }

    static FramingCase last(String name, String bytes) {
        return new FramingCase(name, Verdict.LAST, bytes);
    }

    /** How long a hidden request is that was put in. */
    static int hiddenLength() {
        return text(HIDDEN, Server.PLAIN, 0).length();
    }

    /** All that is sent, with targets that no other case has. */
    String sent(String path, int number) {
        return text(bytes + SECOND, path, number);
    }

    /** Targets have the same length in all cases, so that lengths can be told beforehand. */
    private static String text(String template, String path, int number) {
        return template.replace("{first}", target(path, "first", number))
                .replace("{hidden}", target(path, "hidden", number))
                .replace("{second}", target(path, "second", number));
    }

    static String target(String path, String which, int number) {
        return path + which + (1000 + number);
    }

    @Override
    public String toString() {
        return verdict + " " + name;
    }
}
