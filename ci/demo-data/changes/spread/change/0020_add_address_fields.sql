ALTER TABLE users ADD COLUMN street text;
ALTER TABLE users ADD COLUMN city text;
ALTER TABLE users ADD COLUMN state_code varchar(8);
ALTER TABLE users ADD COLUMN postal_code varchar(16);
