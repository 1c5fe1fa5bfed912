package dev.portside.http.wire;

/** A request that ends its connection: what it sent cannot be read, or not be bounded. It has no stack trace. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    static Refused malformed(String detail) {
        return new Refused(400, detail);
    }

    static Refused tooLarge(long bytesMax) {
        return new Refused(413, "the body is longer than " + bytesMax + " bytes");
    }

    public int status() {
        return status;
    }

    /** What is wrong, in words for the peer. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
