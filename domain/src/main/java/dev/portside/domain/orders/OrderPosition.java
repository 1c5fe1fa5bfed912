package dev.portside.domain.orders;

import java.time.Instant;

/** Where an order stands among all, newest first; of equally old ones the greater uid comes first. */
public record OrderPosition(Instant dateCreated, OrderUid uid) implements Comparable<OrderPosition> {
    @Override
    public int compareTo(OrderPosition other) {
        int byDate = other.dateCreated.compareTo(dateCreated);
        return byDate != 0 ? byDate : other.uid.compareTo(uid);
    }
}
