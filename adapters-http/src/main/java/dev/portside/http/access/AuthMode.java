package dev.portside.http.access;

/** Which calls need a token. */
public enum AuthMode {
    /** Those with a role: todo writes and admin calls. */
    WRITES,
    /** Every call but health and probes, the documents and the page's files, which hold no data: with these a caller begins. */
    ALL,
    /** None: every caller has every role. */
    OFF
}
