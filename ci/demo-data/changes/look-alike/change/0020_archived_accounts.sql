ALTER TABLE archived_users RENAME TO archived_accounts;
ALTER TABLE archived_accounts RENAME COLUMN user_id TO account_id;
ALTER TABLE archived_accounts RENAME COLUMN customer_segment TO account_tier;
ALTER TABLE archived_accounts DROP COLUMN address;
UPDATE archived_accounts SET account_tier = 'gold' WHERE account_tier = 'premium';
