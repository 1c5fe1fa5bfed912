package dev.portside.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Unavailable;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisFaultsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OOM command not allowed when used memory > 'maxmemory'. script: f8, on @user_script:72.",
                "ERR Error running script (call to f_8f): @user_script:72: @user_script: 72: -OOM command not allowed"
                        + " when used memory > 'maxmemory'."
            })
    void aServerWithoutRoomIsUnavailable(String refusal) {
        assertThat(RedisFaults.of(refused(refusal)))
                .isInstanceOf(Unavailable.class)
                .isNotInstanceOf(RedisAway.class)
                .hasMessage("Redis has no room");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "READONLY You can't write against a read only replica.",
                "ERR Error running script (call to f_8f): @user_script:1: @user_script: 1: -READONLY You can't write"
                        + " against a read only replica."
            })
    void aServerThatCannotServeNowIsAway(String refusal) {
        assertThat(RedisFaults.of(new CompletionException(refused(refusal))))
                .isInstanceOf(RedisAway.class)
                .hasMessageStartingWith(refusal.substring(Math.max(0, refusal.indexOf('-') + 1)));
    }

    @Test
    void aFaultOfAScriptStaysOne() {
        RedisCommandExecutionException fault =
                refused("ERR Error running script (call to f_8f): @user_script:72: attempt to compare nil with number");
        assertThat(RedisFaults.of(fault)).isSameAs(fault);
    }

    private static RedisCommandExecutionException refused(String message) {
        return new RedisCommandExecutionException(message);
    }
}
