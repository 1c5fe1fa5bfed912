/** The relay's steps between its ports, made visible, so that it can be stopped or ended between any two. */
@NullMarked
package dev.portside.bootstrap.steps;

import org.jspecify.annotations.NullMarked;
