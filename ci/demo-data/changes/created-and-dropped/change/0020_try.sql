CREATE TABLE users_import (user_id bigint PRIMARY KEY, email text NOT NULL, customer_segment text);
INSERT INTO users_import SELECT user_id, email, customer_segment FROM users;
ALTER TABLE users ADD COLUMN account_tier text;
ALTER TABLE orders RENAME COLUMN status TO order_status;
