package dev.portside.bootstrap.settings;

/** {@code LOG_LEVEL}, {@code LOG_FORMAT}. */
public record LogSettings(Level level, Format format) {
    /** The least that is logged. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** How a line looks. */
    public enum Format {
        TEXT,
        JSON
    }

    /** A command that ends by itself speaks through what it prints. */
    public static final LogSettings OF_COMMANDS = new LogSettings(Level.WARN, Format.TEXT);

    static LogSettings read(SettingsReader in) {
        return new LogSettings(in.choice("LOG_LEVEL", Level.INFO), in.choice("LOG_FORMAT", Format.TEXT));
    }
}
