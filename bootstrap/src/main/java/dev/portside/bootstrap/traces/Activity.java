package dev.portside.bootstrap.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;

/** What a span tells of, known before it begins. */
record Activity(SpanKind kind, String name, Attributes attributes) {}
