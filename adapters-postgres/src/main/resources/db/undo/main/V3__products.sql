DROP TABLE product_keys;
DROP TABLE products;
DROP TABLE stream_outcomes;
DROP TABLE stream_steps;
DROP TABLE stream_positions;
