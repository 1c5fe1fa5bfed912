package dev.portside.domain.planted;

import tools.jackson.databind.JsonNode;

/** Breaks a rule on purpose. */
public record ImportsJson(JsonNode node) {}
