CREATE FUNCTION add(integer, integer) RETURNS integer AS 'select $1 + $2;' LANGUAGE SQL IMMUTABLE RETURNS NULL ON NULL INPUT;
CREATE OR REPLACE FUNCTION public.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;
CREATE FUNCTION dup(IN a int, OUT f1 int, OUT f2 text, INOUT x numeric(5,2) DEFAULT 1, VARIADIC arr text[] = '{}') RETURNS record AS $_$ SELECT 1 $_$ LANGUAGE sql STABLE STRICT COST 10 PARALLEL SAFE LEAKPROOF;
CREATE FUNCTION t(a int) RETURNS TABLE (id int, name text) LANGUAGE sql ROWS 10 AS $$ SELECT 1, 'a' $$;
CREATE FUNCTION s() RETURNS SETOF users AS $f$ SELECT * FROM users $f$ LANGUAGE 'sql' VOLATILE CALLED ON NULL INPUT NOT LEAKPROOF EXTERNAL SECURITY INVOKER;
CREATE FUNCTION c(a users.id%TYPE) RETURNS users.name%TYPE AS 'obj', 'sym' LANGUAGE c;
CREATE FUNCTION d(a double precision, timestamp with time zone, b character varying(5)) RETURNS void LANGUAGE plpgsql AS '
BEGIN
  PERFORM ''x'';
END';
CREATE FUNCTION atomic(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; SELECT CASE WHEN a > 1 THEN 2 ELSE 3 END; END;
CREATE FUNCTION ret(a int) RETURNS int RETURN a + 1;
CREATE PROCEDURE ins(a integer, b integer) LANGUAGE SQL AS $$ INSERT INTO tbl VALUES (a); $$;
CREATE OR REPLACE PROCEDURE public.p() LANGUAGE plpgsql AS $body$ BEGIN COMMIT; END $body$;
CALL ins(1, b => 2);
CALL s.p();
DO $$ BEGIN RAISE NOTICE 'x;y'; END $$;
DO LANGUAGE plpgsql $do$ BEGIN ALTER TABLE x ADD y int; END; $do$;
DO 'BEGIN NULL; END' LANGUAGE 'plpgsql';
CREATE FUNCTION sp() RETURNS int LANGUAGE sql SET work_mem = '1MB' SET timezone FROM CURRENT SET a.b TO on AS 'select 1';
