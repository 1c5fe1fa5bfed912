-- Tasks of records on their way, and the leases under which they are worked on.

CREATE TABLE lanes (
    kind  text NOT NULL,
    lane  smallint NOT NULL,
    owner text,
    epoch bigint NOT NULL,
    PRIMARY KEY (kind, lane)
) WITH (fillfactor = 50);

INSERT INTO lanes (kind, lane, epoch) SELECT 'records', lane, 0 FROM generate_series(0, 255) AS lane;

CREATE TABLE lane_owners (
    kind        text NOT NULL,
    owner       text NOT NULL,
    alive_until timestamptz NOT NULL,
    PRIMARY KEY (kind, owner)
) WITH (fillfactor = 50);

-- Pending tasks only. No CACHE on the sequence: blocks of numbers would reorder what different connections accept.
CREATE TABLE inbox_tasks (
    lane             smallint NOT NULL,
    sequence         bigint GENERATED ALWAYS AS IDENTITY,
    id               uuid NOT NULL,
    kind             smallint NOT NULL,
    record_id        text COLLATE "C" NOT NULL,
    value            text,
    accepted_at      timestamptz NOT NULL,
    ledger_day       date NOT NULL,
    failures         integer NOT NULL DEFAULT 0,
    first_failure_at timestamptz,
    not_before       timestamptz,
    taken_back       boolean NOT NULL DEFAULT false,
    traceparent      text,
    PRIMARY KEY (lane, sequence)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 1, autovacuum_analyze_threshold = 1000000, vacuum_truncate = off);
CREATE UNIQUE INDEX inbox_tasks_by_id ON inbox_tasks (id);
CREATE INDEX inbox_tasks_waiting ON inbox_tasks (record_id) WHERE not_before IS NOT NULL;
CREATE INDEX inbox_tasks_taken_back ON inbox_tasks (accepted_at) WHERE taken_back;

-- How tasks ended, by the day of their end.
CREATE TABLE inbox_done (
    day         date NOT NULL,
    id          uuid NOT NULL,
    kind        smallint NOT NULL,
    reason      text,
    accepted_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
COMMENT ON COLUMN inbox_done.reason IS 'why the task was rejected; null when it was applied';

-- Tasks that failed for good, kept whole as long as they may be taken back.
CREATE TABLE inbox_dead (
    id          uuid PRIMARY KEY,
    kind        smallint NOT NULL,
    record_id   text COLLATE "C" NOT NULL,
    value       text,
    accepted_at timestamptz NOT NULL,
    ledger_day  date NOT NULL,
    traceparent text,
    letter      text COLLATE "C" NOT NULL,
    reason      text NOT NULL,
    finished_at timestamptz NOT NULL
);

-- Idempotency keys, by the day of their first use. That a key is used once is kept by a lock on it, not by an index.
CREATE TABLE inbox_keys (
    day         date NOT NULL,
    key         uuid NOT NULL,
    fingerprint text NOT NULL,
    task        uuid NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (key, day)
) PARTITION BY RANGE (day);

-- Counts of tasks by kind and status, spread over shards, so that commits do not wait for one another at one row.
-- Those of ended tasks are kept by day, and go with their day.
CREATE TABLE inbox_counts (
    shard  smallint NOT NULL,
    day    date NOT NULL,
    kind   smallint NOT NULL,
    status smallint NOT NULL,
    tasks  bigint NOT NULL,
    PRIMARY KEY (shard, day, kind, status)
) WITH (fillfactor = 30);

-- Days before this one have no ledger any more; a task that is taken back gets this day at least.
CREATE TABLE inbox_ledger_horizon (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    day      date NOT NULL
);
INSERT INTO inbox_ledger_horizon (day) VALUES ('-infinity');

CREATE TABLE dead_letters (
    id               text COLLATE "C" PRIMARY KEY,
    source           text NOT NULL,
    origin           text NOT NULL,
    payload          text NOT NULL,
    error            text NOT NULL,
    attempts         integer NOT NULL,
    first_failure_at timestamptz NOT NULL,
    last_failure_at  timestamptz NOT NULL,
    traceparent      text
);
CREATE INDEX dead_letters_by_source ON dead_letters (source, id);
