/** The command line: one class for each thing that the program can do. */
@NullMarked
package dev.portside.bootstrap.commands;

import org.jspecify.annotations.NullMarked;
