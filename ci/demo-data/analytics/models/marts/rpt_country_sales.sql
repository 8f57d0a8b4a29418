select
    country,
    count(distinct customer_id) as customers,
    count(*) as orders,
    sum(amount) as sales
from {{ ref('fct_orders') }}
group by country
