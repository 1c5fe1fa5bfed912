package dev.portside.hardening;

import static dev.portside.hardening.Malformed.body;
import static dev.portside.hardening.Malformed.keeping;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Bodies that are not the JSON that is asked for. */
final class MalformedBodies {
    private static final String SOUND = "{\"id\":\"a\",\"value\":1}";

    private MalformedBodies() {}

    static Stream<Malformed> rows() {
        return Stream.of(documents(), texts(), members(), mediaTypes()).flatMap(rows -> rows);
    }

    private static Stream<Malformed> documents() {
        return Stream.of(
                json("nothing", ""),
                json("blanks", " \r\n\t"),
                json("a word", "hello"),
                json("null", "null"),
                json("a number", "1"),
                json("a text", "\"a\""),
                json("an array", "[" + SOUND + "]"),
                json("an object that stays open", "{\"id\":\"a\",\"value\":1"),
                json("an array that stays open", value("[1")),
                json("a text that stays open", "{\"id\":\"a"),
                json("the wrong bracket", "{\"id\":\"a\",\"value\":[1}}"),
                json("a second document", SOUND + SOUND),
                json("a bracket too many", SOUND + "}"),
                json("a comma after it", SOUND + ","),
                json("a comma too many", "{\"id\":\"a\",\"value\":1,}"),
                json("a comma too many in an array", value("[1,]")),
                json("no comma", "{\"id\":\"a\" \"value\":1}"),
                json("no colon", "{\"id\" \"a\",\"value\":1}"),
                json("single quotes", "{'id':'a','value':1}"),
                json("names without quotes", "{id:\"a\",value:1}"),
                json("a comment", "{\"id\":\"a\",/* */\"value\":1}"),
                json("a comment to the end of the line", "{\"id\":\"a\",//\n\"value\":1}"),
                json("a member twice", "{\"id\":\"a\",\"id\":\"b\",\"value\":1}"),
                json("a member twice, once escaped", "{\"id\":\"a\",\"\\u0069d\":\"b\",\"value\":1}"),
                json("a member twice inside", value("{\"x\":1,\"x\":2}")),
                json("65 levels", value("[".repeat(65) + "]".repeat(65))),
                json("ten thousand levels", "[".repeat(10_000)),
                json("ten thousand objects", "{\"a\":".repeat(10_000)),
                json("markup", "<id>a</id>"),
                json("a form", "id=a&value=1"));
    }

    private static Stream<Malformed> texts() {
        return Stream.of(
                json("NaN", value("NaN")),
                json("Infinity", value("Infinity")),
                json("a plus", value("+1")),
                json("a zero in front", value("01")),
                json("a point in front", value(".5")),
                json("a point at the end", value("1.")),
                json("an exponent without digits", value("1e")),
                json("a hexadecimal number", value("0x1")),
                json("a number of 1001 digits", value("1".repeat(1001))),
                json("True", value("True")),
                json("undefined", value("undefined")),
                json("a control character", value("\"\u0001\"")),
                json("a line break in a text", value("\"a\nb\"")),
                json("an unknown escape", value("\"\\x41\"")),
                json("an escape cut short", value("\"\\u00\"")),
                json("U+0000", value("\"\\u0000\"")),
                json("U+0000 in a name", value("{\"\\u0000\":1}")),
                json("U+0000 in the id", "{\"id\":\"\\u0000\",\"value\":1}"),
                json("half of a surrogate pair", value("\"\\ud800\"")),
                json("the other half", value("\"\\udc00\"")),
                json("halves in the wrong order", value("\"\\udc00\\ud800\"")),
                json("a raw NUL", "{\"id\":\"a\",\"value\":1\0}"),
                json("Latin-1", value("\"\u00e9\"")),
                json("an overlong slash", value("\"\u00c0\u00af\"")),
                json("a surrogate in UTF-8", value("\"\u00ed\u00a0\u0080\"")),
                json("a character cut short", value("\"\u00e2\u0082\"")),
                json("a byte order mark", "\u00ef\u00bb\u00bf" + SOUND),
                json("UTF-16", in(StandardCharsets.UTF_16)),
                json("UTF-16 without a mark", in(StandardCharsets.UTF_16LE)),
                json("UTF-32", in(Charset.forName("UTF-32"))));
    }

    private static Stream<Malformed> members() {
        return Stream.of(
                json("no members", "{}"),
                json("no id", "{\"value\":1}"),
                json("no value", "{\"id\":\"a\"}"),
                json("an id of null", "{\"id\":null,\"value\":1}"),
                json("an id that is a number", "{\"id\":1,\"value\":1}"),
                json("an id that is an object", "{\"id\":{},\"value\":1}"),
                json("an empty id", "{\"id\":\"\",\"value\":1}"),
                json("an id of 256 characters", "{\"id\":\"" + "a".repeat(256) + "\",\"value\":1}"),
                json("names in upper case", "{\"ID\":\"a\",\"VALUE\":1}"));
    }

    private static Stream<Malformed> mediaTypes() {
        return Stream.of(
                typed("text/plain"),
                typed("application/x-www-form-urlencoded"),
                typed("multipart/form-data; boundary=x"),
                typed("application/xml"),
                typed("application/json; charset=utf-16"),
                typed("application/json; charset=iso-8859-1"),
                typed("json"),
                typed("application/"),
                typed("*/*"),
                accepting("text/html"),
                accepting("application/json;q=0"),
                accepting("application/json;q=0, */*"),
                accepting("text/*, application/xml"),
                accepting("*/*;q=0"),
                accepting("application/json;q=x"));
    }

    private static String value(String value) {
        return "{\"id\":\"a\",\"value\":" + value + "}";
    }

    private static String in(Charset charset) {
        return new String(SOUND.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    private static Malformed json(String name, String latin1) {
        return body("JSON: " + name, 400, "/insert", latin1);
    }

    private static Malformed typed(String contentType) {
        return keeping(
                "body of type " + contentType,
                415,
                "POST /insert HTTP/1.1\r\nHost: a\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + SOUND.length() + "\r\n\r\n" + SOUND);
    }

    private static Malformed accepting(String accept) {
        return keeping(
                "accepting " + accept,
                406,
                "POST /insert HTTP/1.1\r\nHost: a\r\nAccept: " + accept + "\r\nContent-Length: " + SOUND.length()
                        + "\r\n\r\n" + SOUND);
    }
}
