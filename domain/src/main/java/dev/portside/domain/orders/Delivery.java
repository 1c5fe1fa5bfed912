package dev.portside.domain.orders;

/** Where an order goes, and to whom. Texts follow {@link OrderRules#text}. */
public record Delivery(
        String name, String phone, String zip, String city, String address, String region, String email) {
    public Delivery {
        OrderRules.texts(name, phone, zip, city, address, region, email);
    }
}
