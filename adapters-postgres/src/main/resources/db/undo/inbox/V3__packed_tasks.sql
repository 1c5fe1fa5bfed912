DO $$ BEGIN
    IF EXISTS (SELECT FROM inbox_packed) THEN
        RAISE EXCEPTION 'tasks are pending in inbox_packed: let them end first';
    END IF;
END $$;
DROP TABLE inbox_packed_done;
DROP TABLE inbox_packed;
ALTER TABLE inbox_tasks ALTER COLUMN sequence SET GENERATED ALWAYS SET INCREMENT BY 1;
