package dev.portside.domain.log;

/** How one entry ended. */
public sealed interface LogOutcome {
    /** It took effect, now or before; or newer work had already overtaken it. */
    record Applied() implements LogOutcome {}

    /** A rule forbade it; nothing was changed. */
    record Rejected(String reason) implements LogOutcome {}
}
