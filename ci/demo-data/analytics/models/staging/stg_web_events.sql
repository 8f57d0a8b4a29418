select
    event_id,
    user_id as visitor_id,
    session_id,
    event_type,
    page_url,
    occurred_at
from {{ source('acme', 'raw_web_events') }}
