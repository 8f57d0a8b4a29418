-- Readers of the old table keep their names and values until they have moved.
CREATE VIEW users AS
SELECT
    account_id AS user_id,
    first_name,
    last_name,
    email,
    created_at,
    updated_at,
    phone,
    concat_ws(', ', street, city, state_code, postal_code) AS address,
    country_code AS country,
    is_active,
    CASE account_tier WHEN 'gold' THEN 'premium' WHEN 'silver' THEN 'standard' WHEN 'platinum' THEN 'enterprise' END
        AS customer_segment
FROM accounts;
