BEGIN;

ALTER TABLE users RENAME TO accounts;

ALTER TABLE accounts
    ADD COLUMN account_id   bigint,
    ADD COLUMN street       text,
    ADD COLUMN city         text,
    ADD COLUMN state_code   varchar(8),
    ADD COLUMN postal_code  varchar(16),
    ADD COLUMN country_code char(2),
    ADD COLUMN account_tier varchar(20);

UPDATE accounts
SET account_id   = user_id,
    country_code = country,
    street       = (regexp_split_to_array(address, ', '))[1],
    city         = (regexp_split_to_array(address, ', '))[2],
    state_code   = (regexp_split_to_array(address, ', '))[3],
    postal_code  = (regexp_split_to_array(address, ', '))[4],
    account_tier = CASE
        WHEN customer_segment = 'premium' THEN 'gold'
        WHEN customer_segment = 'enterprise' THEN 'platinum'
        WHEN customer_segment = 'standard' THEN 'silver'
    END;

ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE web_events DROP CONSTRAINT web_events_user_id_fkey;
ALTER TABLE accounts DROP CONSTRAINT users_pkey;

ALTER TABLE accounts
    ALTER COLUMN account_id SET NOT NULL,
    ALTER COLUMN country_code SET NOT NULL,
    ALTER COLUMN account_tier SET NOT NULL,
    ADD PRIMARY KEY (account_id),
    ADD CHECK (account_tier IN ('gold', 'silver', 'platinum'));

ALTER SEQUENCE users_user_id_seq OWNED BY accounts.account_id;
ALTER TABLE accounts ALTER COLUMN account_id SET DEFAULT nextval('users_user_id_seq');

ALTER TABLE accounts
    DROP COLUMN user_id,
    DROP COLUMN address,
    DROP COLUMN country,
    DROP COLUMN customer_segment;

ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts (account_id);
ALTER TABLE web_events
    ADD CONSTRAINT web_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts (account_id) ON DELETE SET NULL;

COMMIT;
