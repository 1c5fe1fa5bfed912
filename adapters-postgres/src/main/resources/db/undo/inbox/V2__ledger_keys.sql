ALTER TABLE inbox_dead DROP COLUMN ledger_key;
ALTER TABLE inbox_tasks DROP COLUMN ledger_key;
