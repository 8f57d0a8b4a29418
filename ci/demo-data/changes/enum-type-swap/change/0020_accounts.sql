BEGIN;

ALTER TABLE users RENAME TO accounts;
ALTER TABLE accounts RENAME COLUMN user_id TO account_id;
ALTER TABLE accounts RENAME COLUMN country TO country_code;

CREATE TYPE account_tier AS ENUM ('silver', 'gold', 'platinum');
ALTER TABLE accounts
    ALTER COLUMN customer_segment TYPE account_tier
    USING (
        CASE customer_segment::text
            WHEN 'premium' THEN 'gold'
            WHEN 'standard' THEN 'silver'
            WHEN 'enterprise' THEN 'platinum'
        END
    )::account_tier;
ALTER TABLE accounts RENAME COLUMN customer_segment TO account_tier;
DROP TYPE customer_segment;

ALTER TABLE accounts ADD COLUMN street text;
ALTER TABLE accounts ADD COLUMN city text;
ALTER TABLE accounts ADD COLUMN state_code varchar(8);
ALTER TABLE accounts ADD COLUMN postal_code varchar(16);
UPDATE accounts AS a
SET street = p.parts[1], city = p.parts[2], state_code = p.parts[3], postal_code = p.parts[4]
FROM (SELECT account_id, string_to_array(address, ', ') AS parts FROM accounts) AS p
WHERE p.account_id = a.account_id;
ALTER TABLE accounts DROP COLUMN address;

COMMIT;
