with orders as (

    select * from {{ ref('stg_orders') }}

),

paid as (

    select
        order_id,
        sum(payment_amount) as paid_amount
    from {{ ref('stg_payments') }}
    group by order_id

)

select
    orders.order_id,
    orders.customer_id,
    customers.customer_segment,
    customers.country,
    orders.status,
    orders.order_date,
    orders.amount,
    coalesce(paid.paid_amount, 0) as paid_amount
from orders
inner join {{ ref('dim_customers') }} as customers
    on orders.customer_id = customers.customer_id
left join paid
    on orders.order_id = paid.order_id
