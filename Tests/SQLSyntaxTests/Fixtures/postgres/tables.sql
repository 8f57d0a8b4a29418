CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, email varchar(255) UNIQUE);
CREATE TABLE IF NOT EXISTS public.orders (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5) PRIMARY KEY,
  user_id integer NOT NULL REFERENCES public.users (id) ON DELETE CASCADE ON UPDATE NO ACTION,
  total numeric(10,2) DEFAULT 0.00 NOT NULL CHECK (total >= 0),
  tags text[] DEFAULT '{}'::text[] NOT NULL,
  matrix integer[][],
  three int[3],
  arr int ARRAY[4],
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  updated_at timestamp(6) without time zone,
  t1 time, t2 timetz, t3 time(3) with time zone, iv interval, iv2 interval day to second(3),
  c1 char, c2 char(3), c3 character varying, c4 bpchar, c5 "char", bits bit(8), vb bit varying(5),
  f1 float, f2 float(10), f3 float(40), f4 double precision, f5 real, f6 float8, d1 decimal(5), n1 numeric,
  j jsonb DEFAULT '{"a": [1, 2]}', u uuid DEFAULT gen_random_uuid(),
  note text COLLATE "de-x-icu" DEFAULT 'x' || 'y' NULL,
  full_name text GENERATED ALWAYS AS (lower(note) || ' ' || upper(note)) STORED,
  status my_schema.status_type DEFAULT 'new'::my_schema.status_type,
  g geometry(Point,4326), neg int DEFAULT -1, b boolean DEFAULT false, b2 bool DEFAULT true NOT NULL,
  CONSTRAINT orders_total_check CHECK ((total > (0)::numeric) AND status <> 'void') NO INHERIT,
  CONSTRAINT orders_user_fk FOREIGN KEY (user_id, total) REFERENCES users (a, b) MATCH FULL ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (user_id, total) INCLUDE (note) WITH (fillfactor=70) USING INDEX TABLESPACE fast,
  UNIQUE NULLS NOT DISTINCT (note),
  EXCLUDE USING gist (user_id WITH =, tstzrange(created_at, updated_at) WITH &&) WHERE (b),
  PRIMARY KEY (id, user_id)
) WITH (autovacuum_enabled = false, toast.autovacuum_enabled = off) TABLESPACE pg_default;
CREATE TEMP TABLE tmp (a int) ON COMMIT DROP;
CREATE TEMPORARY TABLE tmp2 (a int) ON COMMIT DELETE ROWS;
CREATE LOCAL TEMP TABLE tmp3 (LIKE users INCLUDING ALL EXCLUDING INDEXES, extra int);
CREATE UNLOGGED TABLE u (a int);
CREATE TABLE child (b int) INHERITS (users, public.orders);
CREATE TABLE measurement (city_id int not null, logdate date not null, peaktemp int) PARTITION BY RANGE (logdate, lower(city_id::text));
CREATE TABLE measurement_y2006 PARTITION OF measurement FOR VALUES FROM ('2006-02-01', MINVALUE) TO ('2006-03-01', MAXVALUE);
CREATE TABLE p_list PARTITION OF measurement (peaktemp DEFAULT 1 NOT NULL, CONSTRAINT pk PRIMARY KEY (city_id)) FOR VALUES IN ('a', 'b', NULL) PARTITION BY LIST (city_id);
CREATE TABLE p_hash PARTITION OF m FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE p_def PARTITION OF m DEFAULT;
CREATE TABLE typed OF employee_type (PRIMARY KEY (name), salary WITH OPTIONS DEFAULT 1000, other NOT NULL);
CREATE TABLE typed2 OF employee_type;
CREATE TABLE empty ();
CREATE TABLE copy AS SELECT * FROM users WHERE id > 1;
CREATE TABLE copy2 (x, y) WITH (fillfactor=10) AS SELECT id, name FROM users WITH NO DATA;
CREATE TABLE IF NOT EXISTS copy3 AS TABLE users WITH DATA;
CREATE TEMP TABLE v AS VALUES (1, 'a'), (2, 'b');
CREATE TABLE w AS WITH q AS (SELECT 1 AS one) SELECT one FROM q;
SELECT id, name INTO TEMP newtable FROM users;
CREATE FOREIGN TABLE films (code char(5) OPTIONS (column_name 'x') NOT NULL, title varchar(40)) SERVER film_server OPTIONS (table 'films');
CREATE TABLE "Mixed Case"."Tbl" ("Id" INT, "select" text, value text, type text, "a""b" text, user_name name, comment text, date date, time time, role text);
CREATE TABLE part_using (a int) PARTITION BY HASH (a text_ops, (a + 1) COLLATE "C");
