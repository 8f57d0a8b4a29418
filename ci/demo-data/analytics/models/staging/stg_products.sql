select
    product_id,
    name as product_name,
    category as product_category,
    price as list_price
from {{ source('acme', 'raw_products') }}
