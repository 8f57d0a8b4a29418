ALTER TYPE customer_segment RENAME VALUE 'premium' TO 'gold';
ALTER TYPE customer_segment RENAME VALUE 'standard' TO 'silver';
ALTER TYPE customer_segment RENAME VALUE 'enterprise' TO 'platinum';
ALTER TYPE customer_segment RENAME TO account_tier;

ALTER TABLE users RENAME customer_segment TO account_tier;
ALTER TABLE users RENAME user_id TO account_id;
ALTER TABLE users RENAME country TO country_code;

ALTER TABLE users ADD street text, ADD city text, ADD state_code varchar(8), ADD postal_code varchar(16);
UPDATE users SET (street, city, state_code, postal_code) =
    (split_part(address, ', ', 1), split_part(address, ', ', 2), split_part(address, ', ', 3), split_part(address, ', ', 4));
ALTER TABLE users DROP address;

ALTER TABLE users RENAME TO accounts;
