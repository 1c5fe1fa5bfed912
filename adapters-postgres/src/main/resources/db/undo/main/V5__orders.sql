DROP TABLE order_counters;
DROP TABLE items;
DROP TABLE payment;
DROP TABLE delivery;
DROP TABLE orders;
