select
    session_id,
    min(occurred_at) as started_at,
    max(occurred_at) as ended_at,
    count(*) as events,
    count(case when event_type = 'add_to_cart' then 1 end) as cart_events
from {{ ref('stg_web_events') }}
group by session_id
