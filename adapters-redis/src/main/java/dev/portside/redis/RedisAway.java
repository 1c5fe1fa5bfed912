package dev.portside.redis;

/**
 * Redis gave no answer: it is away, silent, or not able to serve now. What was asked may have been done or not. Has no
 * stack trace, since an outage makes many.
 */
public final class RedisAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RedisAway(String why) {
        super(why, null, false, false);
    }
}
