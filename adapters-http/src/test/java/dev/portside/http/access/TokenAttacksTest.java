package dev.portside.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that attackers send, against a server that trusts a secret and published keys at once. */
class TokenAttacksTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();
    private static final Keyring KEYS = Keyring.make();
    private static final String HS = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final String RS = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
    private static final String GOOD = claims("");

    private static GuardedServer server;

    record Attack(String name, String... authorization) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("jwks.json"), KEYS.published());
        InstantSource clock = InstantSource.fixed(NOW);
        Tokens tokens = new Tokens(
                List.of(new SharedSecret(KEYS.secret()), new PublishedKeys(KeySource.of(file.toString()), clock)),
                new TokenTerms(Optional.of("https://issuer"), Optional.of("portside")),
                clock);
        server = new GuardedServer(new TokenGate(AuthMode.WRITES, tokens));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Claims that pass; members given here come on top. */
    private static String claims(String more) {
        return "{\"sub\":\"me\",\"roles\":[\"admin\"],\"iss\":\"https://issuer\",\"aud\":\"portside\",\"exp\":"
                + (SECONDS + 60) + more + "}";
    }

    private static String without(String member) {
        return GOOD.replaceFirst("\"" + member + "\":(\"[^\"]*\"|\\[[^]]*]|[0-9]+),?", "")
                .replace(",}", "}");
    }

    private static String with(String member, String json) {
        return "{\"" + member + "\":" + json + "," + without(member).substring(1);
    }

    static Stream<Attack> forms() {
        String good = KEYS.hs256(HS, GOOD);
        String[] part = good.split("\\.");
        return Stream.of(
                new Attack("no header"),
                new Attack("empty token", "Bearer "),
                new Attack("no token at all", "Bearer"),
                new Attack("another scheme", "Basic bWU6bWU="),
                new Attack("no scheme", good),
                new Attack("two headers", "Bearer " + good, "Bearer " + good),
                new Attack("two tokens", "Bearer " + good + ", Bearer " + good),
                bearer("text", "letmein"),
                bearer("dots alone", ".."),
                bearer("two parts", part[0] + '.' + part[1]),
                bearer("four parts", good + "." + part[2]),
                bearer("five parts, as an encrypted token", good + ".a.b"),
                bearer("truncated signature", good.substring(0, good.length() - 4)),
                bearer("empty signature", part[0] + '.' + part[1] + '.'),
                bearer("padded parts", part[0] + "=." + part[1] + '.' + part[2]),
                bearer("respelled signature", respelled(good)),
                bearer("standard base64", good.replace('_', '/').replace('-', '+') + "+/"),
                bearer(
                        "other claims under the signature",
                        part[0] + '.' + Keyring.encoded(claims(",\"x\":1")) + '.' + part[2]),
                bearer("huge", KEYS.hs256(HS, claims(",\"x\":\"" + "x".repeat(7_000) + "\""))),
                bearer(
                        "a header that is not UTF-8",
                        latin1("{\"alg\":\"HS256\",\"x\":\"\u00ff\"}") + '.' + part[1] + '.' + part[2]),
                bearer("a header that is no object", KEYS.hs256("[\"HS256\"]", GOOD)),
                bearer("a header that is no JSON", KEYS.hs256("HS256", GOOD)),
                bearer("claims that are no object", KEYS.hs256(HS, "\"me\"")),
                bearer("claims that are no JSON", KEYS.hs256(HS, "sub=me")),
                bearer("deep claims", KEYS.hs256(HS, claims(",\"x\":" + "[".repeat(500) + "]".repeat(500)))));
    }

    static Stream<Attack> keys() throws JOSEException {
        byte[] rsaPem = pem(KEYS.rsa().toRSAPublicKey().getEncoded());
        byte[] rsaDer = KEYS.rsa().toRSAPublicKey().getEncoded();
        String own = KEYS.rsa().toPublicJWK().toJSONString();
        byte[] other = "another secret of 32 bytes length".getBytes(StandardCharsets.UTF_8);
        Keyring stranger = Keyring.make();
        return Stream.of(
                bearer("alg none", unsigned("{\"alg\":\"none\"}")),
                bearer("alg None", unsigned("{\"alg\":\"None\"}")),
                bearer("alg none with a signature", KEYS.hs256("{\"alg\":\"none\"}", GOOD)),
                bearer("no alg", KEYS.hs256("{\"typ\":\"JWT\"}", GOOD)),
                bearer("alg null", KEYS.hs256("{\"alg\":null}", GOOD)),
                bearer("alg twice", KEYS.hs256("{\"alg\":\"none\",\"alg\":\"HS256\"}", GOOD)),
                bearer("alg in lower case", KEYS.hs256("{\"alg\":\"hs256\"}", GOOD)),
                bearer("an alg that is not offered", KEYS.hs256("{\"alg\":\"HS512\"}", GOOD)),
                bearer("wrong secret", Keyring.hs256(HS, GOOD, other)),
                bearer("RSA public key (PEM) as secret", Keyring.hs256(HS, GOOD, rsaPem)),
                bearer(
                        "RSA public key (DER) as secret, by kid",
                        Keyring.hs256("{\"alg\":\"HS256\",\"kid\":\"rsa\"}", GOOD, rsaDer)),
                bearer("HMAC under the name RS256", KEYS.hs256(RS, GOOD)),
                bearer("RSA signature under the name ES256", KEYS.rs256("{\"alg\":\"ES256\",\"kid\":\"ec\"}", GOOD)),
                bearer("RSA signature of a stranger", stranger.rs256(RS, GOOD)),
                bearer("EC signature of a stranger", stranger.es256("{\"alg\":\"ES256\",\"kid\":\"ec\"}", GOOD)),
                bearer(
                        "EC signature of zeros (psychic)",
                        Keyring.signed("{\"alg\":\"ES256\",\"kid\":\"ec\"}", GOOD, _ -> new byte[64])),
                bearer("Ed25519 signature of a stranger", stranger.eddsa("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", GOOD)),
                bearer(
                        "Ed25519 signature of zeros",
                        Keyring.signed("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", GOOD, _ -> new byte[64])),
                bearer("unknown kid", KEYS.rs256("{\"alg\":\"RS256\",\"kid\":\"other\"}", GOOD)),
                bearer("kid of another key", KEYS.rs256("{\"alg\":\"RS256\",\"kid\":\"ec\"}", GOOD)),
                bearer(
                        "kid as a path",
                        Keyring.hs256("{\"alg\":\"HS256\",\"kid\":\"../../../dev/null\"}", GOOD, new byte[32])),
                bearer("kid as SQL", KEYS.rs256("{\"alg\":\"RS256\",\"kid\":\"' OR '1'='1\"}", GOOD)),
                bearer("kid as a number", KEYS.rs256("{\"alg\":\"RS256\",\"kid\":1}", GOOD)),
                bearer("jku", stranger.rs256("{\"alg\":\"RS256\",\"jku\":\"https://evil.example/jwks\"}", GOOD)),
                bearer("x5u", stranger.rs256("{\"alg\":\"RS256\",\"x5u\":\"https://evil.example/x\"}", GOOD)),
                bearer(
                        "embedded jwk",
                        stranger.rs256(
                                "{\"alg\":\"RS256\",\"jwk\":"
                                        + stranger.rsa().toPublicJWK().toJSONString() + "}",
                                GOOD)),
                bearer(
                        "embedded jwk as secret",
                        Keyring.hs256(
                                "{\"alg\":\"HS256\",\"jwk\":" + own + "}", GOOD, own.getBytes(StandardCharsets.UTF_8))),
                bearer("crit", KEYS.hs256("{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}", GOOD)),
                bearer(
                        "unencoded payload (b64)",
                        KEYS.hs256("{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}", GOOD)),
                bearer("another type", KEYS.hs256("{\"alg\":\"HS256\",\"typ\":\"dpop+jwt\"}", GOOD)));
    }

    static Stream<Attack> claims() {
        return Stream.of(
                signed("expired", with("exp", "" + (SECONDS - 30))),
                signed("no exp", without("exp")),
                signed("exp as text", with("exp", "\"" + (SECONDS + 60) + "\"")),
                signed("exp beyond all times", with("exp", "1e400")),
                signed("negative exp", with("exp", "-1")),
                signed("nbf in the future", claims(",\"nbf\":" + (SECONDS + 31))),
                signed("nbf as text", claims(",\"nbf\":\"now\"")),
                signed("wrong iss", with("iss", "\"https://issuer.evil\"")),
                signed("iss as a list", with("iss", "[\"https://issuer\"]")),
                signed("no iss", without("iss")),
                signed("wrong aud", with("aud", "\"otherside\"")),
                signed("aud without us", with("aud", "[\"a\",\"b\"]")),
                signed("no aud", without("aud")),
                signed("no sub", without("sub")),
                signed("empty sub", with("sub", "\"\"")),
                signed("sub as a number", with("sub", "7")),
                signed("sub with a line break", with("sub", "\"me\\nyou\"")),
                signed("sub twice", claims(",\"sub\":\"root\"")),
                signed("roles twice", claims(",\"roles\":[]")),
                signed("roles as text", with("roles", "\"admin\"")),
                signed("roles as numbers", with("roles", "[1]")),
                signed("role with U+0000", with("roles", "[\"admin\\u0000\"]")));
    }

    static Stream<Attack> roles() {
        return Stream.of(
                signed("no roles", without("roles")),
                signed("empty roles", with("roles", "[]")),
                signed("another role", with("roles", "[\"todos:write\"]")),
                signed("the role in another case", with("roles", "[\"ADMIN\"]")),
                signed("the role with a blank", with("roles", "[\"admin \"]")),
                signed("the role in another claim", with("roles", "[]").replaceFirst("}$", ",\"scope\":\"admin\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"forms", "keys", "claims"})
    void isNotAuthenticated(Attack attack) {
        String answer = send(attack);
        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Bearer realm=\"portside\"");
        assertThat(answer).contains("Content-Type: application/problem+json").doesNotContainIgnoringCase("exception");
    }

    @Test
    void bytesThatAreNotTextDoNotReachTheGate() {
        String answer = send(bearer("no text", "\u00ff\u00fe\u0080" + KEYS.hs256(HS, GOOD)));
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Content-Type: application/problem+json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roles")
    void isNotAllowed(Attack attack) {
        assertThat(send(attack))
                .startsWith("HTTP/1.1 403 ")
                .contains("WWW-Authenticate: Bearer realm=\"portside\", error=\"insufficient_scope\", scope=\"admin\"");
    }

    static Stream<Attack> goodTokens() {
        return Stream.of(
                signed("HS256", GOOD),
                bearer("RS256", KEYS.rs256(RS, GOOD)),
                bearer("RS256 without kid", KEYS.rs256("{\"alg\":\"RS256\"}", GOOD)),
                bearer("ES256", KEYS.es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"at+jwt\"}", GOOD)),
                bearer("EdDSA", KEYS.eddsa("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", GOOD)),
                new Attack("scheme in lower case", "bearer " + KEYS.hs256(HS, GOOD)),
                signed("expired within the skew", with("exp", "" + (SECONDS - 29))),
                signed("nbf within the skew", claims(",\"nbf\":" + (SECONDS + 30))),
                signed("fractions of seconds", with("exp", (SECONDS + 1) + ".5")),
                signed("one audience of several", with("aud", "[\"otherside\",\"portside\"]")));
    }

    /** So that the refusals above are for their own reason. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("goodTokens")
    void aGoodTokenPasses(Attack attack) {
        assertThat(send(attack)).startsWith("HTTP/1.1 200 ").endsWith("\r\nme");
    }

    private static String send(Attack attack) {
        return server.get(
                "/admin",
                Stream.of(attack.authorization)
                        .map(value -> "Authorization: " + value)
                        .toArray(String[]::new));
    }

    private static Attack bearer(String name, String token) {
        return new Attack(name, "Bearer " + token);
    }

    private static Attack signed(String name, String claims) {
        return bearer(name, KEYS.hs256(HS, claims));
    }

    private static String unsigned(String header) {
        return Keyring.encoded(header) + '.' + Keyring.encoded(GOOD) + '.';
    }

    /** The same bytes, spelled with other unused bits in the last character. */
    private static String respelled(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
    }

    private static String latin1(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] pem(byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
