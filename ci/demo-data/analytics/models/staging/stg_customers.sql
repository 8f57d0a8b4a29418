with source as (

    select * from {{ source('acme', 'raw_customers') }}

)

select
    customer_id,
    first_name,
    last_name,
    first_name || ' ' || last_name as full_name,
    lower(email) as email,
    phone,
    address,
    country,
    customer_segment,
    is_active,
    created_at,
    updated_at
from source
