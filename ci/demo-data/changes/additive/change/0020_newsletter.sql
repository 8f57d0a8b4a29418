ALTER TABLE users ADD COLUMN newsletter_opt_in boolean NOT NULL DEFAULT false;

CREATE TABLE coupons (
    coupon_id  bigserial PRIMARY KEY,
    code       varchar(32) NOT NULL UNIQUE,
    percent    numeric(5, 2) NOT NULL CHECK (percent BETWEEN 0 AND 100),
    valid_from date NOT NULL,
    valid_to   date
);

ALTER TABLE orders ADD COLUMN coupon_id bigint REFERENCES coupons (coupon_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_ordered_at_idx ON orders (ordered_at);
