CREATE TABLE parent (a int, b int, c text UNIQUE, PRIMARY KEY (b, a), UNIQUE (a), CONSTRAINT pair UNIQUE (c, a));
CREATE TABLE child (
    id int GENERATED ALWAYS AS IDENTITY CONSTRAINT child_pk PRIMARY KEY,
    pb int, pa int, pc text REFERENCES parent (c),
    FOREIGN KEY (pb, pa) REFERENCES parent, EXCLUDE USING hash (pc WITH =)
);
ALTER TABLE parent DROP CONSTRAINT pair, ADD CONSTRAINT c_then_b UNIQUE (c, b);
CREATE TABLE other (x int, y int NOT NULL);
CREATE UNIQUE INDEX other_key ON other (y);
ALTER TABLE other ADD CONSTRAINT other_pk PRIMARY KEY USING INDEX other_key;
CREATE UNIQUE INDEX other_x ON other (x);
ALTER TABLE other ADD CONSTRAINT x_once UNIQUE USING INDEX other_x;
ALTER TABLE child ADD CONSTRAINT to_other FOREIGN KEY (pa) REFERENCES other (x) NOT VALID;
ALTER TABLE child RENAME CONSTRAINT to_other TO to_x;
ALTER TABLE other RENAME COLUMN x TO z;
ALTER TABLE other RENAME TO another;
ALTER TABLE child DROP CONSTRAINT child_pc_fkey;
ALTER TABLE child DROP COLUMN pb;
CREATE TABLE gone (id int PRIMARY KEY);
CREATE TABLE stays (gone_id int REFERENCES gone);
DROP TABLE gone CASCADE;
