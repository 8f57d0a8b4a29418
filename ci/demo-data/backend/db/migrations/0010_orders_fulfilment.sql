ALTER TABLE orders ADD COLUMN fulfilment text NOT NULL DEFAULT 'open';
ALTER TABLE orders ADD CONSTRAINT orders_fulfilment_check CHECK (fulfilment IN ('open', 'shipped', 'delivered'));
ALTER TABLE orders ADD COLUMN is_test boolean NOT NULL DEFAULT false;
