package dev.portside.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys behind a URL: rotation, outage, and what a hostile or broken publisher can do. */
class PublishedKeysTest {
    private final MovableClock clock = new MovableClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String document = "{\"keys\":[]}";
    private volatile int status = 200;
    private HttpServer publisher;

    @BeforeEach
    void publish() throws IOException {
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        publisher.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange);
        });
        publisher.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/keys");
            exchange.sendResponseHeaders(302, -1);
        });
        publisher.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        publisher.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        publisher.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + publisher.getAddress().getPort() + path);
    }

    private PublishedKeys keys() {
        return new PublishedKeys(KeySource.of(url("/keys").toString()), clock);
    }

    private static boolean knows(PublishedKeys keys, String id) {
        return !keys.verifiers(JWSAlgorithm.RS256, Optional.of(id)).isEmpty();
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate().toPublicJWK();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void areFetchedOnceHoweverOftenTheyAreUsed() {
        document = new JWKSet(rsa("a")).toString();
        PublishedKeys keys = keys();
        for (int i = 0; i < 100; i++) {
            assertThat(knows(keys, "a")).isTrue();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void aKeyThatIsNewIsFoundAndOneThatWasWithdrawnIsForgotten() {
        document = new JWKSet(rsa("a")).toString();
        PublishedKeys keys = keys();
        assertThat(knows(keys, "a")).isTrue();

        document = new JWKSet(rsa("b")).toString();
        clock.advance(PublishedKeys.PAUSE);
        assertThat(knows(keys, "b")).isTrue();
        assertThat(knows(keys, "a")).isFalse();
    }

    @Test
    void aWithdrawnKeyIsForgottenWithinTheirAgeEvenWhenNothingNewIsAskedFor() {
        document = new JWKSet(rsa("a")).toString();
        PublishedKeys keys = keys();
        assertThat(knows(keys, "a")).isTrue();

        document = "{\"keys\":[]}";
        clock.advance(PublishedKeys.AGE_MAX);
        assertThat(knows(keys, "a")).isFalse();
    }

    @Test
    void unknownKeysCauseOneFetchPerPause() {
        PublishedKeys keys = keys();
        for (int i = 0; i < 50; i++) {
            assertThat(knows(keys, "unknown" + i)).isFalse();
        }
        assertThat(fetches).hasValue(1);
        clock.advance(PublishedKeys.PAUSE);
        assertThat(knows(keys, "unknown")).isFalse();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void theLastKeysCountOnWhileThePublisherIsAwayButNotForever() {
        document = new JWKSet(rsa("a")).toString();
        PublishedKeys keys = keys();
        assertThat(knows(keys, "a")).isTrue();

        status = 500;
        clock.advance(PublishedKeys.KEPT_MAX.minusSeconds(1));
        assertThat(knows(keys, "a")).isTrue();
        clock.advance(PublishedKeys.PAUSE);
        assertThatThrownBy(() -> knows(keys, "a")).isInstanceOf(Unavailable.class);
    }

    @Test
    void aPublisherThatNeverAnsweredIsAnOutageAndNotAWrongToken() {
        status = 503;
        PublishedKeys keys = keys();
        assertThatThrownBy(() -> knows(keys, "a")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> knows(keys, "a")).isInstanceOf(Unavailable.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void redirectsAreNotFollowed() {
        assertThatThrownBy(() -> new KeyUrl(url("/moved")).read()).isInstanceOf(IOException.class);
        assertThat(fetches).hasValue(0);
    }

    @Test
    void aDocumentWithoutEndIsCutOff() {
        document = " ".repeat(KeySource.BYTES_MAX + 1);
        assertThatThrownBy(() -> new KeyUrl(url("/keys")).read()).isInstanceOf(IOException.class);
        document = " ".repeat(KeySource.BYTES_MAX);
        assertThat(catchRead()).hasSize(KeySource.BYTES_MAX);
    }

    private String catchRead() {
        try {
            return new KeyUrl(url("/keys")).read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFetchThatDripsIsCutOff() {
        assertThatThrownBy(() -> new KeyUrl(url("/slow"), Duration.ofMillis(200)).read())
                .isInstanceOf(IOException.class);
    }

    @Test
    void secretsWeakKeysAndKeysForOtherPurposesAreLeftOut() throws JOSEException, ParseException {
        String weak = new RSAKeyGenerator(1024, true)
                .keyID("weak")
                .generate()
                .toPublicJWK()
                .toJSONString();
        String set = "{\"keys\":["
                + String.join(
                        ",",
                        weak,
                        new RSAKey.Builder(rsa("encryption"))
                                .keyUse(KeyUse.ENCRYPTION)
                                .build()
                                .toJSONString(),
                        new RSAKey.Builder(rsa("other"))
                                .algorithm(JWSAlgorithm.PS256)
                                .build()
                                .toJSONString(),
                        new OctetSequenceKey.Builder(new byte[32])
                                .keyID("secret")
                                .build()
                                .toJSONString(),
                        new ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_384)
                                .keyID("p384")
                                .generate()
                                .toPublicJWK()
                                .toJSONString(),
                        "{\"kty\":\"future\",\"kid\":\"x\"}",
                        rsa("good").toJSONString())
                + "]}";
        assertThat(PublishedKey.allOf(set)).extracting(PublishedKey::id).containsExactly(Optional.of("good"));
    }

    @Test
    void aSourceIsAFileOrASafeUrl() {
        for (String unusable : List.of(
                "/no/such/file",
                "/",
                "http://issuer.example/keys",
                "https:///keys",
                "https://",
                "https://a b/keys",
                "a\0b")) {
            assertThatThrownBy(() -> KeySource.of(unusable)).as(unusable).isInstanceOf(Invalid.class);
        }
        assertThat(KeySource.of("https://issuer.example/keys")).isInstanceOf(KeyUrl.class);
        assertThat(KeySource.of("http://127.0.0.1:1/keys")).isInstanceOf(KeyUrl.class);
    }
}
