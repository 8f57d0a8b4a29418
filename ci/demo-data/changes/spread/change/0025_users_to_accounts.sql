ALTER TABLE users RENAME TO customer_accounts;
ALTER TABLE customer_accounts RENAME COLUMN user_id TO id;
ALTER TABLE customer_accounts ADD CONSTRAINT account_tier_check CHECK (account_tier IN ('gold', 'silver', 'platinum'));
