/** The services that Portside is made of, each wired from its use cases and the bindings of its ports. */
@NullMarked
package dev.portside.bootstrap.services;

import org.jspecify.annotations.NullMarked;
