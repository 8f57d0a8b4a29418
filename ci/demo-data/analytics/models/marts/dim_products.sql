select
    product_id,
    product_name,
    product_category,
    list_price
from {{ ref('stg_products') }}
