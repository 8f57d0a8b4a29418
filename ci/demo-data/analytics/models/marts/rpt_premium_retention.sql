{{ config(materialized='table') }}

select
    date_trunc('month', customers.customer_since) as cohort_month,
    count(distinct customers.customer_id) as premium_customers,
    count(distinct orders.customer_id) as returning_customers
from {{ ref('dim_customers') }} as customers
left join {{ ref('fct_orders') }} as orders
    on customers.customer_id = orders.customer_id
where customers.customer_segment = 'premium'
    and customers.is_active
group by 1
