package dev.portside.hardening;

import static dev.portside.hardening.Malformed.closing;

import java.util.stream.Stream;

/** Requests of which two readers could disagree where they end. */
final class MalformedFraming {
    private static final String BODY = "{\"id\":\"x\"}";
    private static final String CHUNKS = "a\r\n" + BODY + "\r\n0\r\n\r\n";

    private MalformedFraming() {}

    static Stream<Malformed> rows() {
        return Stream.concat(lengthsAndCodings(), chunks());
    }

    private static Stream<Malformed> lengthsAndCodings() {
        return Stream.of(
                post("length and coding", "Content-Length: 10\r\nTransfer-Encoding: chunked", CHUNKS),
                post("coding and length", "Transfer-Encoding: chunked\r\nContent-Length: 10", CHUNKS),
                post("length zero and coding", "Content-Length: 0\r\nTransfer-Encoding: chunked", CHUNKS),
                post("two lengths", "Content-Length: 10\r\nContent-Length: 3", BODY),
                post("the same length twice", "Content-Length: 10\r\nContent-Length: 10", BODY),
                post("lengths in a list", "Content-Length: 10, 10", BODY),
                post("length with a plus", "Content-Length: +10", BODY),
                post("negative length", "Content-Length: -1", BODY),
                post("minus zero", "Content-Length: -0", BODY),
                post("hexadecimal length", "Content-Length: 0xa", BODY),
                post("length with a fraction", "Content-Length: 10.0", BODY),
                post("length with a space inside", "Content-Length: 1 0", BODY),
                post("length in quotes", "Content-Length: \"10\"", BODY),
                post("length in other digits", "Content-Length: \u00b2", BODY),
                post("length without a value", "Content-Length:", BODY),
                post("length of blanks", "Content-Length: \t ", BODY),
                post("length of 19 digits", "Content-Length: 9999999999999999999", BODY),
                post("length that overflows", "Content-Length: 18446744073709551626", BODY),
                post("length that overflows to 10", "Content-Length: 4294967306000000000000", BODY),
                post("coding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", CHUNKS),
                post("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", CHUNKS),
                post("codings in a list", "Transfer-Encoding: gzip, chunked", CHUNKS),
                post("chunked twice in a list", "Transfer-Encoding: chunked, chunked", CHUNKS),
                post("chunked before another", "Transfer-Encoding: chunked, identity", CHUNKS),
                post("coding identity", "Transfer-Encoding: identity", CHUNKS),
                post("coding gzip", "Transfer-Encoding: gzip", CHUNKS),
                post("unknown coding", "Transfer-Encoding: xchunked", CHUNKS),
                post("coding with a letter too many", "Transfer-Encoding: chunkedd", CHUNKS),
                post("coding with a parameter", "Transfer-Encoding: chunked;q=1", CHUNKS),
                post("coding in quotes", "Transfer-Encoding: \"chunked\"", CHUNKS),
                post("empty coding", "Transfer-Encoding:", CHUNKS),
                post("coding after a vertical tab", "Transfer-Encoding: \u000bchunked", CHUNKS),
                post("coding on a folded line", "Transfer-Encoding:\r\n chunked", CHUNKS),
                post("coding folded away", "X: y\r\n Transfer-Encoding: chunked", CHUNKS),
                post("space before the colon of the coding", "Transfer-Encoding : chunked", CHUNKS),
                post("space before the colon of the length", "Content-Length : 10", BODY),
                post("tab before the colon", "Content-Length\t: 10", BODY),
                post("coding behind a bare CR", "X: y\rTransfer-Encoding: chunked", CHUNKS),
                post("coding behind a bare LF", "X: y\nTransfer-Encoding: chunked", CHUNKS),
                post("coding behind LF CR", "X: y\n\rTransfer-Encoding: chunked", CHUNKS),
                post("coding behind a NUL", "X: y\0\r\nTransfer-Encoding: chunked", CHUNKS),
                closing(
                        "an older version with a coding",
                        400,
                        "POST /insert HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS));
    }

    private static Stream<Malformed> chunks() {
        return Stream.of(
                chunked("size that is no number", "x\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("no size", "\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("negative size", "-a\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size with a plus", "+a\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size with 0x", "0xa\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size with a space before", " a\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size with a space after", "a \r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size of nine digits", "00000000a\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size that overflows", "fffffffffffffffff\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("extension", "a;x=y\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("extension without a name", "a;\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size that ends with LF", "a\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("size that ends with CR", "a\r" + BODY + "\r\n0\r\n\r\n"),
                chunked("data longer than the size", "3\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("data shorter than the size", "b\r\n" + BODY + "\r\n0\r\n\r\n"),
                chunked("data that ends with LF", "a\r\n" + BODY + "\n0\r\n\r\n"),
                chunked("trailers", "a\r\n" + BODY + "\r\n0\r\nX: y\r\n\r\n"),
                chunked("trailers that smuggle", "a\r\n" + BODY + "\r\n0\r\nContent-Length: 5\r\n\r\n"),
                chunked("last chunk that ends with LF", "a\r\n" + BODY + "\r\n0\n\n"));
    }

    private static Malformed post(String name, String headers, String body) {
        return closing(name, 400, "POST /insert HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body);
    }

    private static Malformed chunked(String name, String body) {
        return closing(
                "chunk: " + name, 400, "POST /insert HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
    }
}
