-- Closed accounts are moved here after two years. Not exported to anybody.
CREATE TABLE archived_users (
    user_id          bigint PRIMARY KEY,
    first_name       text NOT NULL,
    last_name        text NOT NULL,
    email            varchar(255) NOT NULL,
    address          text,
    country          char(2),
    customer_segment varchar(20),
    archived_at      timestamptz NOT NULL DEFAULT now()
);
