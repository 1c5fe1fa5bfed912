@NullMarked
package dev.portside.http.tls;

import org.jspecify.annotations.NullMarked;
