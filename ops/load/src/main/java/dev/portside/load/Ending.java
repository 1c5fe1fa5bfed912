package dev.portside.load;

/** What became of a task. */
public enum Ending {
    /** It was answered as it should be, and what it left behind is right. */
    DONE,
    /** The service said that it cannot take it now: 429 where none was due, or 503. Nothing is known to be wrong. */
    REFUSED,
    /** A call was not answered, or with a status that it should not have. */
    FAILED,
    /** It was accepted, and its effect is missing. */
    LOST,
    /** Something else is there than what it asked for. */
    WRONG
}
