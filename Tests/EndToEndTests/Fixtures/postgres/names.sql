CREATE TABLE "Mixed Case" ("a""b" int, "select" int, ÄÖ int, "naïve" text, U&"d\0061ta" int);
CREATE TABLE UPPER_folded (Id INT, "Id" int);
CREATE TABLE a_name_that_is_longer_than_sixty_three_characters_and_is_cut_by_the_server (x int);
ALTER TABLE "Mixed Case" RENAME TO "mixed.dot";
ALTER TABLE public."mixed.dot" RENAME COLUMN "select" TO "from";
ALTER TABLE "public".upper_folded DROP COLUMN "Id";
COMMENT ON TABLE upper_folded IS 'it''s; DROP TABLE upper_folded';
/* nested /* comment */ DROP TABLE upper_folded; */
INSERT INTO upper_folded VALUES (1); -- DROP TABLE upper_folded;
