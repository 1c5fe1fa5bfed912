package dev.portside.domain.users;

/** Which publisher wants to publish which batch; it is written on every event that was claimed. */
public record Claim(BatchId batch, PublisherId publisher) {}
