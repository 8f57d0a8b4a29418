ALTER TABLE users ADD COLUMN account_tier varchar(20);
UPDATE users
SET account_tier = m.tier
FROM (VALUES ('premium', 'gold'), ('standard', 'silver'), ('enterprise', 'platinum')) AS m (segment, tier)
WHERE users.customer_segment = m.segment;
ALTER TABLE users ALTER COLUMN account_tier SET NOT NULL;
