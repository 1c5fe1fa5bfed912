package dev.portside.application.json;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901); empty for the whole document
 */
public record FieldFault(String pointer, String detail) {}
