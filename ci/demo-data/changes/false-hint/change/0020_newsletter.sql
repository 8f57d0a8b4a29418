-- tidegate: rename users.address -> users.newsletter_opt_in
ALTER TABLE users DROP COLUMN address;
ALTER TABLE users ADD COLUMN newsletter_opt_in boolean NOT NULL DEFAULT false;
