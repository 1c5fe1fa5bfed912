-- Todos, and the idempotency keys of their creations.

CREATE TABLE todos (
    id         uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version    bigint NOT NULL,
    completed  boolean NOT NULL,
    title      text NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX todos_by_time ON todos (created_at, id);

-- By the day of their first use, as those of products are.
CREATE TABLE todo_keys (
    day         date NOT NULL,
    key         uuid NOT NULL,
    fingerprint text NOT NULL,
    todo        uuid NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (key, day)
) PARTITION BY RANGE (day);
