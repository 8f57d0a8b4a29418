ALTER TABLE products RENAME COLUMN sku TO stock_code;
