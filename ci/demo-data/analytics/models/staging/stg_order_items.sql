select
    i.order_item_id,
    i.order_id,
    p.product_id,
    i.quantity,
    i.unit_price,
    i.quantity * i.unit_price as line_amount
from {{ source('acme', 'raw_order_items') }} as i
inner join {{ source('acme', 'raw_products') }} as p
    on i.product_sku = p.sku
