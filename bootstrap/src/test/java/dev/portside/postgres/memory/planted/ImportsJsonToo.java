package dev.portside.postgres.memory.planted;

import tools.jackson.databind.JsonNode;

/** Breaks a rule on purpose. */
public record ImportsJsonToo(JsonNode node) {}
