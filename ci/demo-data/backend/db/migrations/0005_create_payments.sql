CREATE TABLE payments (
    payment_id serial8 PRIMARY KEY,
    order_id   int8 NOT NULL REFERENCES orders,
    method     varchar(20) NOT NULL,
    amount     decimal(12, 2) NOT NULL,
    paid_at    timestamp with time zone
);

COMMENT ON TABLE payments IS 'one row per attempt; paid_at is empty while the attempt is open';
