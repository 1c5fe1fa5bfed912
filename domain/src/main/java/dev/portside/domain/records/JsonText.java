package dev.portside.domain.records;

/** A JSON value as its client wrote it, already checked by whoever read it: numbers stay digit for digit. */
public record JsonText(String value) {}
