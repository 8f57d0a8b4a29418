ALTER TABLE orders RENAME COLUMN is_test TO is_internal;
