package dev.portside.application.json;

import java.util.List;
import java.util.stream.Collectors;

/** A document that cannot be read or breaks rules; it carries all faults at once. Retrying cannot help. */
public final class BadJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldFault> faults;

    public BadJson(List<FieldFault> faults) {
        super(faults.stream()
                .map(fault -> fault.pointer().isEmpty() ? fault.detail() : fault.pointer() + " " + fault.detail())
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public BadJson(String detail) {
        this(List.of(new FieldFault("", detail)));
    }

    public List<FieldFault> faults() {
        return faults;
    }
}
