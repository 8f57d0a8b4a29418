BEGIN;

CREATE TABLE orders (
    order_id   bigserial PRIMARY KEY,
    user_id    bigint NOT NULL,
    status     text NOT NULL CONSTRAINT orders_status_check CHECK (status IN ('placed', 'completed', 'cancelled')),
    amount     numeric(12, 2) NOT NULL,
    currency   char(3) NOT NULL DEFAULT 'USD',
    ordered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (user_id)
);

CREATE INDEX orders_user_id_idx ON orders (user_id);

COMMIT;
