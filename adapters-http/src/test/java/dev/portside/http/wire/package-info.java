@NullMarked
package dev.portside.http.wire;

import org.jspecify.annotations.NullMarked;
