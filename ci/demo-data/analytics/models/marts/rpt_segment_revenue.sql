select
    customer_segment,
    count(distinct customer_id) as customers,
    sum(amount) as revenue,
    sum(case when customer_segment in ('premium', 'enterprise') then amount else 0 end) as contract_revenue
from {{ ref('fct_orders') }}
group by customer_segment
