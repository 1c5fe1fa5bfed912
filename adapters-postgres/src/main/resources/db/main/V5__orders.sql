-- Orders with their parts: rows come, none is ever changed or removed.

CREATE TABLE orders (
    arrival            bigint NOT NULL,
    date_created       timestamptz NOT NULL,
    sm_id              bigint NOT NULL,
    order_uid          text COLLATE "C" PRIMARY KEY,
    track_number       text NOT NULL,
    entry              text NOT NULL,
    locale             text NOT NULL,
    internal_signature text NOT NULL,
    customer_id        text NOT NULL,
    delivery_service   text NOT NULL,
    shardkey           text NOT NULL,
    oof_shard          text NOT NULL
);
COMMENT ON COLUMN orders.arrival IS 'numbers orders in the sequence of their commits';
CREATE UNIQUE INDEX orders_by_arrival ON orders (arrival);
CREATE INDEX orders_by_age ON orders (date_created DESC, order_uid DESC);

CREATE TABLE delivery (
    order_uid text COLLATE "C" PRIMARY KEY REFERENCES orders,
    name      text NOT NULL,
    phone     text NOT NULL,
    zip       text NOT NULL,
    city      text NOT NULL,
    address   text NOT NULL,
    region    text NOT NULL,
    email     text NOT NULL
);

CREATE TABLE payment (
    payment_dt    bigint NOT NULL,
    order_uid     text COLLATE "C" PRIMARY KEY REFERENCES orders,
    transaction   text NOT NULL,
    request_id    text NOT NULL,
    currency      text NOT NULL,
    provider      text NOT NULL,
    bank          text NOT NULL,
    amount        numeric NOT NULL,
    delivery_cost numeric NOT NULL,
    goods_total   numeric NOT NULL,
    custom_fee    numeric NOT NULL
);

CREATE TABLE items (
    chrt_id      bigint NOT NULL,
    sale         bigint NOT NULL,
    nm_id        bigint NOT NULL,
    status       bigint NOT NULL,
    place        integer NOT NULL,
    order_uid    text COLLATE "C" NOT NULL REFERENCES orders,
    track_number text NOT NULL,
    rid          text NOT NULL,
    name         text NOT NULL,
    size         text NOT NULL,
    brand        text NOT NULL,
    price        numeric NOT NULL,
    total_price  numeric NOT NULL,
    PRIMARY KEY (order_uid, place)
);
COMMENT ON COLUMN items.place IS 'of the item in its order, from 0';

-- Who stores orders changes both rows: the first before its orders, which lets one transaction after the other number and
-- commit its orders; the second after them.
CREATE TABLE order_counters (
    name  text PRIMARY KEY,
    value bigint NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE order_counters IS 'arrival: the last number that may have been given; stored: how many orders there are';

INSERT INTO order_counters (name, value) VALUES ('arrival', 0), ('stored', 0);
