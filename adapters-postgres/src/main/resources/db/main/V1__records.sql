-- Records, and the ledger that makes a repeated task harmless.

CREATE TABLE records (
    id         text COLLATE "C" PRIMARY KEY,
    -- As its client wrote it: jsonb would change digits, order and blanks.
    value      text NOT NULL,
    version    bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 80);

-- One row per task that was applied or rejected. A task keeps its day for good, so that its key is unique over all days.
CREATE TABLE record_ledger (
    day    date NOT NULL,
    task   uuid NOT NULL,
    reason text,
    PRIMARY KEY (task, day)
) PARTITION BY RANGE (day);
COMMENT ON COLUMN record_ledger.reason IS 'why the task was rejected; null when it was applied';

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
