/** The settings: read from the environment, checked all at once, one record per part of the service. */
@NullMarked
package dev.portside.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
