package dev.portside.http.wire;

/** Checks the value of {@code Host}: a name, an IPv4 address or a bracketed IPv6 address, with or without a port. */
final class HostHeader {
    private static final int PORT_DIGITS_MAX = 5;

    private HostHeader() {}

    static void check(byte[] bytes, int from, int to) {
        int at = from;
        if (from < to && bytes[from] == '[') {
            at++;
            while (at < to && (Bytes.hex(bytes[at]) >= 0 || bytes[at] == ':' || bytes[at] == '.')) {
                at++;
            }
            if (at == to || bytes[at] != ']') {
                throw faulty();
            }
            at++;
        } else {
            while (at < to && Bytes.isHost(bytes[at])) {
                at++;
            }
        }
        if (at == from || (at < to && bytes[at] != ':') || to - at - 1 > PORT_DIGITS_MAX) {
            throw faulty();
        }
        for (int i = at + 1; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw faulty();
            }
        }
    }

    private static Refused faulty() {
        return Refused.malformed("Host must be a name or an address, with or without a port");
    }
}
