-- Set the rows aside, drop the table, create the new one, fill it from the copy.
CREATE TABLE users_backup AS SELECT * FROM users;

DROP TABLE users CASCADE;

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
    account_tier varchar(20) NOT NULL CHECK (account_tier IN ('gold', 'silver', 'platinum')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);

WITH tiers (segment, tier) AS (
    VALUES ('premium', 'gold'), ('standard', 'silver'), ('enterprise', 'platinum')
)
INSERT INTO accounts
SELECT
    b.user_id, b.first_name, b.last_name, b.email, b.phone,
    split_part(b.address, ', ', 1), split_part(b.address, ', ', 2),
    split_part(b.address, ', ', 3), split_part(b.address, ', ', 4),
    b.country, b.is_active, t.tier, b.created_at, b.updated_at
FROM users_backup AS b
JOIN tiers AS t ON t.segment = b.customer_segment;

SELECT setval('accounts_account_id_seq', (SELECT coalesce(max(account_id), 1) FROM accounts));
DROP TABLE users_backup;

ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts;
ALTER TABLE web_events
    ADD CONSTRAINT web_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES accounts ON DELETE SET NULL;
CREATE UNIQUE INDEX accounts_email_lower_idx ON accounts (lower(email));
