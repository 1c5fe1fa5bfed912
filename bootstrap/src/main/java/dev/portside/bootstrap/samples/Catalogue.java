package dev.portside.bootstrap.samples;

import dev.portside.domain.orders.Delivery;
import java.util.List;

/** Who buys, and what there is to buy. */
final class Catalogue {
    /** @param deliveryCost in the currency's units */
    record Customer(
            Delivery delivery,
            String id,
            String locale,
            String currency,
            String bank,
            String carrier,
            int deliveryCost) {}

    /** @param priceUnits in US dollars, about; other currencies scale it */
    record Product(long nmId, String name, String brand, String size, int priceUnits) {}

    static final List<Customer> CUSTOMERS = List.of(
            customer("Noa Levi", "+972501234567", "3303142", "Haifa", "HaNamal 24", "Haifa", "he", "ILS", "leumi", 25),
            customer(
                    "Anna Petrova",
                    "+79161234567",
                    "125009",
                    "Москва",
                    "Тверская ул. 7",
                    "Москва",
                    "ru",
                    "RUB",
                    "alpha",
                    390),
            customer(
                    "Lukas Weber",
                    "+4915112345678",
                    "20457",
                    "Hamburg",
                    "Am Sandtorkai 30",
                    "Hamburg",
                    "de",
                    "EUR",
                    "ing",
                    5),
            customer(
                    "Amélie Laurent",
                    "+33612345678",
                    "13002",
                    "Marseille",
                    "12 quai du Port",
                    "Bouches-du-Rhône",
                    "fr",
                    "EUR",
                    "bnp",
                    6),
            customer("Yuki Tanaka", "+819012345678", "231-0002", "横浜市", "海岸通1-1", "神奈川県", "ja", "JPY", "mizuho", 800),
            customer(
                    "Grace Miller",
                    "+12065550142",
                    "98101",
                    "Seattle",
                    "1301 Alaskan Way",
                    "Washington",
                    "en",
                    "USD",
                    "chase",
                    8),
            customer("Ole Hansen", "+4791234567", "0250", "Oslo", "Aker Brygge 5", "Oslo", "nb", "NOK", "dnb", 79),
            customer(
                    "Zainab Al-Sayed",
                    "+97336001234",
                    "319",
                    "المنامة",
                    "شارع الملك فيصل 8",
                    "المنامة",
                    "ar",
                    "BHD",
                    "nbb",
                    2));

    static final List<Product> PRODUCTS = List.of(
            new Product(2389212, "Mascara", "Vivienne Sabo", "0", 9),
            new Product(1820377, "Canvas sneakers", "Northpier", "42", 64),
            new Product(4410928, "Rain jacket", "Fjordline", "M", 129),
            new Product(3307716, "Ceramic mug, 350 ml", "Kiln & Co", "0", 14),
            new Product(5521043, "Wool blanket", "Hearth", "140x200", 89),
            new Product(2914480, "USB-C charger, 65 W", "Voltera", "0", 39),
            new Product(6018835, "Notebook, dotted", "Paperworks", "A5", 12),
            new Product(7745201, "Running shorts", "Northpier", "L", 35),
            new Product(1198340, "Espresso beans, 1 kg", "Roast House", "0", 24),
            new Product(8830152, "Desk lamp", "Lumen", "0", 58));

    private Catalogue() {}

    private static Customer customer(
            String name,
            String phone,
            String zip,
            String city,
            String address,
            String region,
            String locale,
            String currency,
            String bank,
            int deliveryCost) {
        String id = "customer-" + zip.toLowerCase(java.util.Locale.ROOT);
        Delivery delivery = new Delivery(name, phone, zip, city, address, region, id + "@example.com");
        return new Customer(delivery, id, locale, currency, bank, "meest", deliveryCost);
    }
}
