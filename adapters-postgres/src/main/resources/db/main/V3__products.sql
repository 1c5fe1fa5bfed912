-- Products, and how far consumers of logs have come; the latter serves every flow that is fed by a log.

CREATE TABLE stream_positions (
    consumer         text COLLATE "C" NOT NULL,
    topic            text COLLATE "C" NOT NULL,
    partition        integer NOT NULL,
    next             bigint NOT NULL,
    forgotten_before bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (consumer, topic, partition)
) WITH (fillfactor = 30);
COMMENT ON COLUMN stream_positions.forgotten_before IS 'outcomes of entries before this offset may be gone';

-- When each position was reached, by day.
CREATE TABLE stream_steps (
    next      bigint NOT NULL,
    at        timestamptz NOT NULL,
    partition integer NOT NULL,
    day       date NOT NULL,
    consumer  text COLLATE "C" NOT NULL,
    topic     text COLLATE "C" NOT NULL,
    PRIMARY KEY (consumer, topic, partition, next, day)
) PARTITION BY RANGE (day);

-- How entries ended that did not just take effect, and those that wait to come back.
CREATE TABLE stream_outcomes (
    entry       bigint NOT NULL,
    since       timestamptz NOT NULL,
    partition   integer NOT NULL,
    status      smallint NOT NULL,
    consumer    text COLLATE "C" NOT NULL,
    topic       text COLLATE "C" NOT NULL,
    reason      text,
    letter      text COLLATE "C",
    PRIMARY KEY (consumer, topic, partition, entry)
);
COMMENT ON COLUMN stream_outcomes.entry IS 'the offset of the entry';
CREATE INDEX stream_outcomes_by_age ON stream_outcomes (since);

CREATE TABLE products (
    id          text COLLATE "C" PRIMARY KEY,
    stock       bigint NOT NULL,
    entry       bigint NOT NULL,
    accepted_at timestamptz NOT NULL,
    partition   integer NOT NULL,
    price       numeric NOT NULL
) WITH (fillfactor = 80);

-- Idempotency keys of events, by the day of their first use. That a key is used once is kept by a lock on it, not by an index.
CREATE TABLE product_keys (
    day         date NOT NULL,
    key         uuid NOT NULL,
    fingerprint text NOT NULL,
    event       uuid NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (key, day)
) PARTITION BY RANGE (day);
