package dev.portside.domain.users;

/** Another relay took over this publisher's work. The work goes on there; here a new publisher can begin. */
public final class PublisherRetired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PublisherRetired() {
        super("the publisher was retired");
    }
}
