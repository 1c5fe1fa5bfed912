/** Who may call: tokens (JWT, RFC 7519), the keys that sign them, and the roles that routes ask for. */
@NullMarked
package dev.portside.http.access;

import org.jspecify.annotations.NullMarked;
