package dev.portside.stack;

/** The servers that Portside needs. */
public enum Backend {
    POSTGRES_MAIN("PostgreSQL (main)", "STACK_POSTGRES_MAIN"),
    POSTGRES_INBOX("PostgreSQL (inbox)", "STACK_POSTGRES_INBOX"),
    REDIS("Redis", "STACK_REDIS"),
    KAFKA("Kafka", "STACK_KAFKA"),
    NATS("NATS", "STACK_NATS");

    private final String title;
    private final String variable;

    Backend(String title, String variable) {
        this.title = title;
        this.variable = variable;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The environment variable that gives the address of a server that is there already. */
    public String variable() {
        return variable;
    }
}
