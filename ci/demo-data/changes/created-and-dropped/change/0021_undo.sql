ALTER TABLE orders RENAME COLUMN order_status TO status;
ALTER TABLE users DROP COLUMN account_tier;
DROP TABLE users_import;
