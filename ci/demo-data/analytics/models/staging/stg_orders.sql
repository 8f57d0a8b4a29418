select
    order_id,
    user_id as customer_id,
    status,
    fulfilment,
    amount,
    currency,
    ordered_at,
    cast(ordered_at as date) as order_date
from {{ source('acme', 'raw_orders') }}
where not is_test
