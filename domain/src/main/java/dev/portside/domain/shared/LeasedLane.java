package dev.portside.domain.shared;

/** A lane held by one owner. The epoch grows with each change of owner: a write with an older epoch is refused. */
public record LeasedLane(Lane lane, long epoch) {}
