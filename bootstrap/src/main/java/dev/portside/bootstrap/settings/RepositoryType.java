package dev.portside.bootstrap.settings;

/** Which bindings the ports get. */
public enum RepositoryType {
    POSTGRES,
    MOCK
}
