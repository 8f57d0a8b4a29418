CREATE VIEW order_totals AS
SELECT o.order_id, count(*) AS item_count, sum(i.quantity * i.unit_price) AS total
FROM orders AS o
JOIN order_items AS i USING (order_id)
GROUP BY o.order_id;
