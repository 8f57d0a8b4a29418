-- ALTER TABLE users RENAME TO accounts;
/* Rejected in review:
   DROP TABLE users;
   /* ALTER TABLE users DROP COLUMN address; */
   ALTER TABLE users RENAME COLUMN user_id TO account_id;
*/
CREATE TABLE audit_log (
    audit_id  bigserial PRIMARY KEY,
    statement text NOT NULL, -- ALTER TABLE users DROP COLUMN email;
    noted_at  timestamptz NOT NULL DEFAULT now()
);

INSERT INTO audit_log (statement) VALUES
    ('DROP TABLE users; ALTER TABLE orders DROP COLUMN status;'),
    ('it''s ; ALTER TABLE users RENAME TO accounts;'),
    (E'escaped \'; DROP TABLE users; --'),
    ($$ALTER TABLE users RENAME COLUMN country TO country_code;$$),
    ($sql$DROP TABLE products; $$ DROP TABLE payments; $$ $sql$);

CREATE TABLE "users; DROP TABLE users" (id int);
DROP TABLE "users; DROP TABLE users";

COMMENT ON TABLE audit_log IS 'ALTER TABLE users RENAME TO accounts';

-- Never called by a migration.
CREATE FUNCTION purge_users() RETURNS void LANGUAGE plpgsql AS $fn$
BEGIN
    ALTER TABLE users DROP COLUMN customer_segment;
    DROP TABLE users;
END
$fn$;
