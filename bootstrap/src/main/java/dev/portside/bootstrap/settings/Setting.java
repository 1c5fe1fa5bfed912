package dev.portside.bootstrap.settings;

import java.util.Optional;

/**
 * What can be set.
 *
 * @param alias another name, which counts when the first one is unset
 * @param preset as somebody would write it; empty when there is none
 * @param allowed in words
 */
public record Setting(String name, Optional<String> alias, Optional<String> preset, String allowed) {}
