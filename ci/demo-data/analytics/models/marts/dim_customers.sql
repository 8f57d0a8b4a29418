with customers as (

    select * from {{ ref('stg_customers') }}

)

select
    customer_id,
    full_name,
    email,
    address,
    country,
    customer_segment,
    is_active,
    created_at as customer_since
from customers
