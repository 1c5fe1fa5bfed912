package dev.portside.application.json;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A document that cannot be read or breaks rules; it carries all faults at once, the first {@value #FAULTS_MAX} of them,
 * so that a small document cannot cause a huge answer. Retrying cannot help.
 */
public final class BadJson extends RuntimeException {
    public static final int FAULTS_MAX = 100;

    private static final long serialVersionUID = 1L;

    private final transient List<FieldFault> faults;

    public BadJson(List<FieldFault> faults) {
        super(faults.stream()
                .limit(FAULTS_MAX)
                .map(fault -> fault.pointer().isEmpty() ? fault.detail() : fault.pointer() + " " + fault.detail())
                .collect(Collectors.joining("; ")));
        this.faults = faults.stream().limit(FAULTS_MAX).toList();
    }

    public BadJson(String detail) {
        this(List.of(new FieldFault("", detail)));
    }

    public List<FieldFault> faults() {
        return faults;
    }
}
