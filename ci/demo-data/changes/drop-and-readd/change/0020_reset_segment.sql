-- Segments are assigned anew by sales.
ALTER TABLE users DROP COLUMN customer_segment;
ALTER TABLE users ADD COLUMN customer_segment varchar(20);
ALTER TABLE users ADD CHECK (customer_segment IN ('premium', 'standard', 'enterprise'));
