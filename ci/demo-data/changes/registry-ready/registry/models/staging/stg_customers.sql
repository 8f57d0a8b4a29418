with source as (

    select * from {{ source('acme', 'raw_accounts') }}

)

select
    account_id as customer_id,
    first_name,
    last_name,
    first_name || ' ' || last_name as full_name,
    lower(email) as email,
    phone,
    concat_ws(', ', street, city, state_code, postal_code) as address,
    country_code as country,
    case account_tier
        when 'gold' then 'premium'
        when 'silver' then 'standard'
        when 'platinum' then 'enterprise'
    end as customer_segment,
    is_active,
    created_at,
    updated_at
from source
