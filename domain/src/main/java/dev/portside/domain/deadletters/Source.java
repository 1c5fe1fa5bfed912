package dev.portside.domain.deadletters;

/** The flow in which a letter died. */
public enum Source {
    RECORDS,
    PRODUCTS,
    USERS,
    TODOS,
    ORDERS
}
