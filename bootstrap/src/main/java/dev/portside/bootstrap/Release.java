package dev.portside.bootstrap;

/** Which program this is, as it tells people, logs and collectors. */
public final class Release {
    public static final String NAME = "portside";
    public static final String VERSION = "1.0.0";

    private Release() {}
}
