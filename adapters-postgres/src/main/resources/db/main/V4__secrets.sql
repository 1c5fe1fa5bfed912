-- Secrets that all instances share, each made by the first one that needs it.
CREATE TABLE secrets (
    name  text COLLATE "C" PRIMARY KEY,
    value bytea NOT NULL
);
