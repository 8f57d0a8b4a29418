-- Sales asked for three segments; the data team reports on them.
ALTER TABLE users ADD COLUMN customer_segment varchar(20);
UPDATE users SET customer_segment = 'standard';
ALTER TABLE users ALTER COLUMN customer_segment SET NOT NULL;
ALTER TABLE users
    ADD CONSTRAINT users_customer_segment_check
    CHECK (customer_segment IN ('premium', 'standard', 'enterprise'));
