-- The rows are moved by a one-off job outside of the migrations.
CREATE TABLE accounts (
    account_id   bigserial PRIMARY KEY,
    first_name   text NOT NULL,
    last_name    text NOT NULL,
    email        varchar(255) NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    phone        varchar(32),
    street       text,
    city         text,
    state_code   varchar(8),
    postal_code  varchar(16),
    country_code char(2) NOT NULL,
    is_active    boolean NOT NULL DEFAULT true,
    account_tier varchar(20) NOT NULL CHECK (account_tier IN ('gold', 'silver', 'platinum'))
);
CREATE UNIQUE INDEX accounts_email_lower_idx ON accounts (lower(email));

ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE web_events DROP CONSTRAINT web_events_user_id_fkey;
DROP TABLE users;
ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts (account_id) NOT VALID;
ALTER TABLE web_events
    ADD CONSTRAINT web_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts (account_id)
    ON DELETE SET NULL NOT VALID;
