DO $$
DECLARE
  t text;
  c constant varchar(10) := 'users';
  r record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'x') THEN
    ALTER TABLE users ADD COLUMN x int;
  ELSIF 1 = 2 THEN
    NULL;
  ELSE
    EXECUTE 'DROP TABLE ' || quote_ident(c);
  END IF;
  FOR r IN SELECT * FROM pg_tables LOOP
    EXECUTE format('ALTER TABLE %I ADD y int', r.tablename);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP
    EXECUTE format('ALTER TABLE %I ADD y int', t);
  END LOOP;
EXCEPTION WHEN duplicate_object OR others THEN
  RAISE NOTICE 'skipped %', SQLERRM;
END
$$;
DO $do$
BEGIN
  <<outer>>
  FOR i IN 1..2 LOOP
    CONTINUE outer WHEN i = 1;
    PERFORM f(i);
    WHILE false LOOP
      EXIT;
    END LOOP;
  END LOOP outer;
  CASE x WHEN 1 THEN UPDATE a SET b = 1; ELSE DELETE FROM a; END CASE;
  INSERT INTO t VALUES (1) RETURNING id INTO STRICT x, y;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN;
END;
$do$ LANGUAGE plpgsql;
