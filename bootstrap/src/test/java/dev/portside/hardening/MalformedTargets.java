package dev.portside.hardening;

import static dev.portside.hardening.Malformed.closing;
import static dev.portside.hardening.Malformed.keeping;

import java.util.stream.Stream;

/** Faulty paths, queries and methods. */
final class MalformedTargets {
    private MalformedTargets() {}

    static Stream<Malformed> rows() {
        return Stream.of(forms(), paths(), names(), queries(), methods()).flatMap(rows -> rows);
    }

    private static Stream<Malformed> forms() {
        return Stream.of(
                refused("absolute form", "http://a/get?id=1"),
                refused("absolute form of another host", "http://evil.example/get?id=1"),
                refused("authority form", "a:80"),
                refused("asterisk form", "*"),
                refused("no leading slash", "get?id=1"),
                refused("a query alone", "?id=1"),
                refused("a fragment", "/get?id=1#top"),
                refused("a fragment alone", "#top"),
                closing("CONNECT", 400, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
                closing("OPTIONS of the server", 400, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    private static Stream<Malformed> paths() {
        return Stream.of(
                refused("a percent sign alone", "/tasks/%"),
                refused("one digit", "/tasks/%4"),
                refused("no digits", "/tasks/%zz"),
                refused("one digit and a letter", "/tasks/%4g"),
                refused("a percent-encoded percent cut short", "/tasks/%25%2"),
                refused("an escape of UTF-16", "/tasks/%u0041"),
                refused("NUL", "/tasks/a%00b"),
                refused("overlong slash", "/tasks/%c0%af"),
                refused("overlong slash of three bytes", "/tasks/%e0%80%af"),
                refused("overlong NUL", "/tasks/%c0%80"),
                refused("overlong dot", "/tasks/%c0%ae%c0%ae"),
                refused("half of a surrogate pair", "/tasks/%ed%a0%80"),
                refused("above the last character", "/tasks/%f4%90%80%80"),
                refused("a byte that UTF-8 lacks", "/tasks/%ff"),
                refused("a character cut short", "/tasks/%e2%82"),
                refused("a character cut by a letter", "/tasks/%e2a%82"),
                refused("a character cut by a slash", "/tasks/%e2/%82%ac"),
                refused("a continuation alone", "/tasks/%80"),
                refused("Latin-1", "/tasks/caf%e9"),
                refused("dot", "/./get?id=1"),
                refused("dot dot", "/tasks/../get?id=1"),
                refused("dot dot at the end", "/tasks/.."),
                refused("encoded dot dot", "/tasks/%2e%2e/get?id=1"),
                refused("half encoded dot dot", "/tasks/.%2E/get?id=1"),
                refused("dot dot above the root", "/../../etc/passwd"),
                refused("a path parameter", "/get;x=y?id=1"),
                refused("a session in the path", "/tasks/1;jsessionid=2"),
                refused("a backslash", "/tasks\\..\\get"),
                refused("a brace", "/tasks/{id}"),
                refused("a quote", "/tasks/\"x\""),
                refused("a less-than sign", "/tasks/<x>"),
                refused("a bar", "/tasks/a|b"),
                refused("a control character", "/tasks/\u0001"),
                refused("UTF-8 as it is", "/tasks/\u00c3\u00a9"));
    }

    /** Sound paths that name nothing: the spelling of a route counts. */
    private static Stream<Malformed> names() {
        return Stream.of(
                absent("two slashes in front", "//get?id=1"),
                absent("two slashes in between", "/tasks//1"),
                absent("a slash too many", "/get/?id=1"),
                absent("upper case", "/GET?id=1"),
                absent("an encoded slash", "/tasks%2f1"),
                absent("an encoded question mark", "/get%3fid=1"),
                absent("an encoded backslash", "/tasks/..%5cget"),
                absent("an encoded slash and dots in a parameter", "/tasks/..%2fget"),
                absent("an empty parameter", "/tasks/"),
                absent("a doubly encoded dot dot", "/tasks/%252e%252e"),
                absent("a segment too many", "/tasks/1/2"),
                absent("the root of something else", "/index.php"),
                absent("an id longer than any", "/tasks/" + "a".repeat(300)));
    }

    private static Stream<Malformed> queries() {
        return Stream.of(
                refused("a percent sign alone", "/get?id=%"),
                refused("no digits", "/get?id=%zz"),
                refused("NUL", "/get?id=%00"),
                refused("overlong", "/get?id=%c0%af"),
                refused("half of a surrogate pair", "/get?id=%ed%b0%80"),
                refused("Latin-1", "/get?id=%e9"),
                refused("a name that is not UTF-8", "/get?%ff=1&id=1"),
                refused("a character over two parameters", "/get?id=%e2&x=%82%ac"),
                refused("a character that is not encoded", "/get?id=\u00e9"),
                refused("a bracket", "/get?id[]=1"),
                refused("a quote", "/get?id=\"1\""),
                refused("a less-than sign", "/get?id=<script>"),
                refused("65 parameters", "/get?id=1" + "&x=y".repeat(64)),
                invalid("no id", "/get"),
                invalid("an empty query", "/get?"),
                invalid("an empty id", "/get?id="),
                invalid("an id without a value", "/get?id"),
                invalid("an id twice", "/get?id=1&id=2"),
                invalid("the same id twice", "/get?id=1&id=1"),
                invalid("an id of 256 characters", "/get?id=" + "1".repeat(256)),
                invalid("another parameter", "/get?ID=1"));
    }

    private static Stream<Malformed> methods() {
        return Stream.of(
                method("PATCH", 405, "/get?id=1"),
                method("TRACE", 405, "/get?id=1"),
                method("DELETE", 405, "/get?id=1"),
                method("PUT", 405, "/insert"),
                method("GET", 405, "/insert"),
                method("HEAD", 405, "/insert"),
                method("PROPFIND", 405, "/get?id=1"),
                closing("method in small letters", 400, "get /get?id=1 HTTP/1.1\r\nHost: a\r\n\r\n"),
                method("M-SEARCH", 405, "/get?id=1"),
                method("BREW", 405, "/tasks/1"),
                method("BREW", 404, "/nothing"),
                method("TRACE", 404, "/nothing"));
    }

    private static Malformed refused(String name, String target) {
        return closing("target: " + name, 400, get(target));
    }

    private static Malformed absent(String name, String target) {
        return keeping("target: " + name, 404, get(target));
    }

    private static Malformed invalid(String name, String target) {
        return keeping("query: " + name, 400, get(target));
    }

    private static Malformed method(String method, int status, String target) {
        return keeping(
                "method " + method + " of " + target, status, method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
}
