-- Review asked for the short name.
ALTER TABLE customer_accounts RENAME TO accounts;
ALTER TABLE accounts RENAME COLUMN id TO account_id;
