select order_date, revenue
from {{ ref('fct_revenue_daily') }}
where revenue < 0
