ALTER TABLE users DROP COLUMN address;
ALTER TABLE users DROP COLUMN customer_segment;
