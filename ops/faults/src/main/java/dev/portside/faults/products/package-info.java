/** Products and their events: the load, what is in the topic and in the store afterwards, and the judge of both. */
@NullMarked
package dev.portside.faults.products;

import org.jspecify.annotations.NullMarked;
