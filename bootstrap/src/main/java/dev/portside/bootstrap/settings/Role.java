package dev.portside.bootstrap.settings;

/** What a process does, so that one image scales by role. */
public enum Role {
    API,
    INBOX,
    PRODUCTS,
    RELAY,
    TODOS,
    ORDERS
}
