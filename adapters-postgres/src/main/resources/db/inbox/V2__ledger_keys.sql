-- Under which the ledger remembers a task that was taken back; null for all others, whose id is their key.
ALTER TABLE inbox_tasks ADD COLUMN ledger_key uuid;
ALTER TABLE inbox_dead ADD COLUMN ledger_key uuid;
