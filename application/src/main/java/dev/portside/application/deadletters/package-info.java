/** What people do with dead letters. */
@NullMarked
package dev.portside.application.deadletters;

import org.jspecify.annotations.NullMarked;
