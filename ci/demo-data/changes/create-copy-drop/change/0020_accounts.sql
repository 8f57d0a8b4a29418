BEGIN;

CREATE TABLE accounts (
    account_id   bigserial PRIMARY KEY,
    first_name   text NOT NULL,
    last_name    text NOT NULL,
    email        varchar(255) NOT NULL,
    phone        varchar(32),
    street       text,
    city         text,
    state_code   varchar(8),
    postal_code  varchar(16),
    country_code char(2) NOT NULL,
    is_active    boolean NOT NULL DEFAULT true,
    account_tier varchar(20) NOT NULL
        CONSTRAINT accounts_account_tier_check CHECK (account_tier IN ('gold', 'silver', 'platinum')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);

INSERT INTO accounts (
    account_id, first_name, last_name, email, phone,
    street, city, state_code, postal_code,
    country_code, is_active, account_tier, created_at, updated_at
)
SELECT
    u.user_id, u.first_name, u.last_name, u.email, u.phone,
    split_part(u.address, ', ', 1), split_part(u.address, ', ', 2),
    split_part(u.address, ', ', 3), split_part(u.address, ', ', 4),
    u.country, u.is_active,
    CASE u.customer_segment WHEN 'premium' THEN 'gold' WHEN 'standard' THEN 'silver' WHEN 'enterprise' THEN 'platinum' END,
    u.created_at, u.updated_at
FROM users AS u;

SELECT setval('accounts_account_id_seq', (SELECT coalesce(max(account_id), 1) FROM accounts));

ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE orders
    ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts (account_id);
ALTER TABLE web_events DROP CONSTRAINT web_events_user_id_fkey;
ALTER TABLE web_events
    ADD CONSTRAINT web_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts (account_id) ON DELETE SET NULL;

DROP TABLE users;
CREATE UNIQUE INDEX accounts_email_lower_idx ON accounts (lower(email));

COMMIT;
