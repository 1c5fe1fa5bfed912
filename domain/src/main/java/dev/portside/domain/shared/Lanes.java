package dev.portside.domain.shared;

import java.util.Set;

/**
 * Leases on the lanes of one kind of work, shared fairly by all live owners.
 *
 * <p>Method: a lease with a fencing epoch (M. Kleppmann, "How to do distributed locking", 2016). Hazard: an owner that was
 * paused may still believe in its lease; therefore whoever writes under a lane passes its epoch and is refused when it is
 * stale.
 */
public interface Lanes {
    /**
     * Reports the owner alive, renews its leases, gives back what exceeds its fair share (lanes / live owners, rounded
     * up) and takes free or expired lanes up to it. Called again before a third of the lease time is over.
     *
     * @return all lanes that the owner holds now
     * @throws Unavailable when the leases cannot be read or written; the owner must stop when its lease time is over
     */
    Set<LeasedLane> hold(String owner);

    /** Gives all lanes of the owner back at once and forgets the owner. Idempotent. */
    void release(String owner);
}
