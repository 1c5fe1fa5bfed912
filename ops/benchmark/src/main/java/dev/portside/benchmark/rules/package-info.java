/** What costs no waiting: the pure rules, and JSON. Measured by JMH, each by itself. */
@NullMarked
package dev.portside.benchmark.rules;

import org.jspecify.annotations.NullMarked;
