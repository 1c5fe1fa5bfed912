package dev.portside.bootstrap.settings;

import java.util.List;
import java.util.stream.Collectors;

/** All settings that cannot be used, together. */
public final class BadSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadSettings(List<SettingFault> faults) {
        super(faults.stream().map(SettingFault::toString).collect(Collectors.joining(System.lineSeparator())));
    }
}
