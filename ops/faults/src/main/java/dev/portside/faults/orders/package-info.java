/** Orders under fire: what was published, what became of it, and the judge of both. */
package dev.portside.faults.orders;
