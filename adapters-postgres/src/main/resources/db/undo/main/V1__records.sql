DROP TABLE dead_letters;
DROP TABLE record_ledger;
DROP TABLE records;
