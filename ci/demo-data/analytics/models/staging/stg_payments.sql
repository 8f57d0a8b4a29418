with source as (

    select * from {{ source('acme', 'raw_payments') }}

)

select
    payment_id,
    order_id,
    method as payment_method,
    amount as payment_amount,
    paid_at
from source
where paid_at is not null
