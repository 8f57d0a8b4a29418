-- The two states were named the wrong way round from the start.
ALTER TABLE orders RENAME COLUMN status TO swap_tmp;
ALTER TABLE orders RENAME COLUMN fulfilment TO status;
ALTER TABLE orders RENAME COLUMN swap_tmp TO fulfilment;
