/** The certificate that is served, read from files and taken anew when they change. */
@NullMarked
package dev.portside.http.tls;

import org.jspecify.annotations.NullMarked;
