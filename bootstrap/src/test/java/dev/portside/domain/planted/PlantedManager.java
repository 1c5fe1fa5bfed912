package dev.portside.domain.planted;

/** Breaks a rule on purpose. */
public final class PlantedManager {}
