package dev.portside.domain.ratelimits;

/** What a plan says, without its place and version. */
public record Terms(Algorithm algorithm, OnFailure onFailure) {}
