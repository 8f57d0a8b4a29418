ALTER TABLE users
    ADD COLUMN phone   varchar(32),
    ADD COLUMN address text,
    ADD COLUMN country char(2);

UPDATE users SET country = 'US' WHERE country IS NULL;
UPDATE users SET address = '' WHERE address IS NULL;

ALTER TABLE users ALTER COLUMN country SET NOT NULL;
ALTER TABLE users ALTER COLUMN address SET NOT NULL;
