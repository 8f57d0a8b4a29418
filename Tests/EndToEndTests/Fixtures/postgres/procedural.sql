DO $$ BEGIN CREATE TABLE from_block (id int PRIMARY KEY); END $$;
DO LANGUAGE plpgsql $body$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'state') THEN
        CREATE TYPE state AS ENUM ('on', 'off');
    END IF;
    EXECUTE 'ALTER TABLE from_block ADD COLUMN s state';
    EXECUTE format('ALTER TABLE %I ADD COLUMN %I text', 'from_block', 'made by format');
EXCEPTION WHEN duplicate_object THEN NULL;
END
$body$;
CREATE FUNCTION called() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE from_function (id int); END $$;
CREATE FUNCTION uncalled() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE from_block; END $$;
CREATE PROCEDURE proc() LANGUAGE SQL AS 'ALTER TABLE from_block ADD COLUMN by_procedure int';
SELECT called();
CALL proc();
