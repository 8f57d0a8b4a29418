CREATE TABLE IF NOT EXISTS products (
    product_id bigserial PRIMARY KEY,
    sku        varchar(32) NOT NULL UNIQUE,
    name       text NOT NULL,
    category   text NOT NULL,
    price      numeric(10, 2) NOT NULL CHECK (price >= 0),
    created_at timestamptz NOT NULL DEFAULT now()
);
