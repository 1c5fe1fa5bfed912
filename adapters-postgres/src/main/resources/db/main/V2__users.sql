-- Users, the outbox of their events, and the leases under which relays send these.

CREATE TABLE lanes (
    kind  text NOT NULL,
    lane  smallint NOT NULL,
    owner text,
    epoch bigint NOT NULL,
    PRIMARY KEY (kind, lane)
) WITH (fillfactor = 50);

INSERT INTO lanes (kind, lane, epoch) SELECT 'users', lane, 0 FROM generate_series(0, 255) AS lane;

CREATE TABLE lane_owners (
    kind        text NOT NULL,
    owner       text NOT NULL,
    alive_until timestamptz NOT NULL,
    PRIMARY KEY (kind, owner)
) WITH (fillfactor = 50);

CREATE TABLE users (
    id           uuid PRIMARY KEY,
    version      bigint NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    email        text NOT NULL,
    email_folded text COLLATE "C" NOT NULL,
    name         text NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX users_by_email ON users (email_folded);

-- Idempotency keys, by the day of their first use. That a key is used once is kept by a lock on it, not by an index.
CREATE TABLE user_keys (
    day         date NOT NULL,
    key         uuid NOT NULL,
    fingerprint text NOT NULL,
    user_id     uuid,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (key, day)
) PARTITION BY RANGE (day);
COMMENT ON COLUMN user_keys.user_id IS 'whom the first request added; null when the address was taken';

-- No CACHE: blocks of numbers would let a later change of a user have a lower number than an earlier one.
CREATE SEQUENCE outbox_sequence;

-- Every event, sent or not, by the day on which it occurred.
CREATE TABLE outbox_events (
    sequence    bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    occurred_at timestamptz NOT NULL,
    version     bigint NOT NULL,
    id          uuid NOT NULL,
    user_id     uuid NOT NULL,
    day         date NOT NULL,
    type        smallint NOT NULL,
    email       text NOT NULL,
    name        text NOT NULL,
    traceparent text,
    PRIMARY KEY (sequence, day)
) PARTITION BY RANGE (day);
CREATE INDEX outbox_events_by_user ON outbox_events (user_id, sequence);

-- Which events still have to be sent: rows come and go, none is ever changed.
CREATE TABLE outbox_unsent (
    sequence    bigint PRIMARY KEY,
    occurred_at timestamptz NOT NULL,
    user_id     uuid NOT NULL,
    day         date NOT NULL,
    lane        smallint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 1, autovacuum_analyze_threshold = 1000000, vacuum_truncate = off);

-- Which unsent events a publisher is sending, one row for a batch.
CREATE TABLE outbox_claims (
    batch     uuid PRIMARY KEY,
    publisher uuid NOT NULL,
    lanes     smallint[] NOT NULL,
    sequences bigint[] NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = off);

-- Unsent events that failed, and when they are due again.
CREATE TABLE outbox_retries (
    sequence         bigint PRIMARY KEY,
    user_id          uuid NOT NULL,
    failures         integer NOT NULL,
    first_failure_at timestamptz NOT NULL,
    not_before       timestamptz NOT NULL
);

-- Events that failed for good, kept whole as long as they may be taken back.
CREATE TABLE outbox_dead (
    id          uuid PRIMARY KEY,
    sequence    bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    occurred_at timestamptz NOT NULL,
    version     bigint NOT NULL,
    user_id     uuid NOT NULL,
    day         date NOT NULL,
    type        smallint NOT NULL,
    lane        smallint NOT NULL,
    email       text NOT NULL,
    name        text NOT NULL,
    traceparent text
);

-- How many events are unsent, spread over shards, so that commits do not wait for one another at one row.
CREATE TABLE outbox_counts (
    shard  smallint PRIMARY KEY,
    unsent bigint NOT NULL
) WITH (fillfactor = 30);
