/**
 * Real PostgreSQL, Redis, Kafka and NATS servers for tests, benchmarks and {@code make run-stack}: given by an address in
 * the environment, else run in containers when Docker answers, else as local processes.
 */
@NullMarked
package dev.portside.stack;

import org.jspecify.annotations.NullMarked;
