-- The accounts migration: users become accounts, segments become tiers, the address is split.
BEGIN;

ALTER TABLE users RENAME TO accounts;
ALTER TABLE accounts RENAME COLUMN user_id TO account_id;
ALTER TABLE accounts RENAME COLUMN country TO country_code;
ALTER TABLE accounts RENAME CONSTRAINT users_pkey TO accounts_pkey;
ALTER SEQUENCE users_user_id_seq RENAME TO accounts_account_id_seq;
ALTER INDEX users_email_lower_idx RENAME TO accounts_email_lower_idx;

-- One address line becomes four fields.
ALTER TABLE accounts
    ADD COLUMN street      text,
    ADD COLUMN city        text,
    ADD COLUMN state_code  varchar(8),
    ADD COLUMN postal_code varchar(16);
UPDATE accounts
SET street      = split_part(address, ', ', 1),
    city        = split_part(address, ', ', 2),
    state_code  = split_part(address, ', ', 3),
    postal_code = split_part(address, ', ', 4);
ALTER TABLE accounts DROP COLUMN address;

-- Segments become tiers.
ALTER TABLE accounts DROP CONSTRAINT users_customer_segment_check;
ALTER TABLE accounts RENAME COLUMN customer_segment TO account_tier;
UPDATE accounts SET account_tier = 'gold' WHERE account_tier = 'premium';
UPDATE accounts SET account_tier = 'silver' WHERE account_tier = 'standard';
UPDATE accounts SET account_tier = 'platinum' WHERE account_tier = 'enterprise';
ALTER TABLE accounts
    ADD CONSTRAINT accounts_account_tier_check CHECK (account_tier IN ('gold', 'silver', 'platinum'));

COMMIT;
