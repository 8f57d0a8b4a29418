with orders as (

    select
        customer_id,
        count(*) as order_count,
        sum(paid_amount) as lifetime_value,
        max(order_date) as last_order_date
    from {{ ref('fct_orders') }}
    group by customer_id

)

select
    customers.customer_id,
    customers.full_name,
    coalesce(orders.order_count, 0) as order_count,
    coalesce(orders.lifetime_value, 0) as lifetime_value,
    orders.last_order_date
from {{ ref('dim_customers') }} as customers
left join orders
    on customers.customer_id = orders.customer_id
