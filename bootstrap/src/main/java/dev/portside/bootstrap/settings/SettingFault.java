package dev.portside.bootstrap.settings;

/**
 * A setting that cannot be used.
 *
 * @param value as it was given; masked for secrets
 * @param allowed what it may be, in words
 */
public record SettingFault(String name, String value, String allowed) {
    @Override
    public String toString() {
        return name + "=" + value + ": must be " + allowed;
    }
}
