CREATE TYPE customer_segment AS ENUM ('premium', 'standard', 'enterprise');
ALTER TABLE users
    DROP CONSTRAINT users_customer_segment_check,
    ALTER COLUMN customer_segment TYPE customer_segment USING customer_segment::customer_segment;
