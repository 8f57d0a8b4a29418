SET statement_timeout = 0;
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_tablespace = '';
CREATE TABLE public.accounts (
    id bigint NOT NULL,
    email character varying(255) DEFAULT ''::character varying NOT NULL,
    settings jsonb DEFAULT '{"a": [1, 2]}'::jsonb,
    CONSTRAINT email_shape CHECK (((email)::text ~ '^[^@]+@[^@]+$'::text))
);
CREATE SEQUENCE public.accounts_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.accounts_id_seq OWNED BY public.accounts.id;
ALTER TABLE ONLY public.accounts ALTER COLUMN id SET DEFAULT nextval('public.accounts_id_seq'::regclass);
COPY public.accounts (id, email, settings) FROM stdin;
1	a;b'c@d	{}
2	-- DROP TABLE public.accounts@d;	\N
\.
ALTER TABLE ONLY public.accounts ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX accounts_email ON public.accounts USING btree (lower((email)::text));
GRANT SELECT ON TABLE public.accounts TO PUBLIC;
CREATE TRIGGER touch BEFORE UPDATE ON public.accounts FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.accounts USING ((id = 1));
CREATE RULE quiet AS ON DELETE TO public.accounts DO INSTEAD NOTHING;
