-- Items keep the stock keeping unit, so that a product can be replaced without touching old orders.
CREATE TABLE order_items (
    order_item_id bigserial PRIMARY KEY,
    order_id      bigint NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE,
    product_sku   varchar(32) NOT NULL REFERENCES products (sku) ON UPDATE CASCADE,
    quantity      integer NOT NULL CHECK (quantity > 0),
    unit_price    numeric(10, 2) NOT NULL
);

CREATE INDEX order_items_order_id_idx ON order_items (order_id);
