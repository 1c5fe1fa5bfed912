package dev.portside.http.access;

/** Which calls need a token. */
public enum AuthMode {
    /** Those with a role: todo writes and admin calls. */
    WRITES,
    /** Every call but the probes. */
    ALL,
    /** None: every caller has every role. */
    OFF
}
