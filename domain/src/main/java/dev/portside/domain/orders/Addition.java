package dev.portside.domain.orders;

/** What became of an order that was to be stored. */
public sealed interface Addition {
    /** It is stored now. */
    record Added() implements Addition {}

    /** The same order was stored before; nothing was changed. */
    record AlreadyStored() implements Addition {}

    /** Another order is stored under its uid; nothing was changed. */
    record Differs(Order stored) implements Addition {}
}
