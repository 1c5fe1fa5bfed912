/** The calls of the users service. */
@NullMarked
package dev.portside.http.users;

import org.jspecify.annotations.NullMarked;
