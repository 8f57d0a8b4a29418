"""Views of the backend: those that stand in for a table, and those that the data team reads."""

from proof.small import SmallTest, sources

USERS = "create table users (id bigint primary key, email text, plan text, is_active boolean);\n"
OVER = USERS + "create view v as select id, plan from users;\n"
STAGING = {"models/sources.yml": sources("users"),
           "models/stg.sql": "select id, email, plan from {{ source('raw', 'users') }}\n"}
PREMIUM = {"models/sources.yml": sources("v"),
           "models/premium.sql": "select id from {{ source('raw', 'v') }} where plan = 'premium'\n"}
RENAME = "alter table users rename to accounts;\n"
PARTS = ("create table free_users as select * from users where plan = 'free';\n"
         "create table paid_users as select * from users where plan <> 'free';\ndrop table users cascade;\n")


class StandIns(SmallTest):
    """A view that takes the name of a lost table."""

    def stand_in(self, sql, status, effect=None):
        report = self.judged(USERS, sql, STAGING)
        self.assertEqual(report["exitStatus"], status, report["findings"])
        self.assertEqual(self.effects(report).get("stg"), effect, report["effects"])

    def test_a_whole_view_serves(self):
        self.stand_in(RENAME + "create view users as select * from accounts;", 0)

    def test_a_view_without_a_column_breaks_its_readers(self):
        self.stand_in(RENAME + "create view users as select id, plan from accounts;", 1, "broken")

    def test_a_view_of_some_rows_gives_wrong_values(self):
        self.stand_in(RENAME + "create view users as select * from accounts where is_active;", 1, "wrongValue")

    def test_a_view_of_something_else_is_no_substitute(self):
        self.stand_in("drop table users; create table people (id bigint, mail text);\n"
                      "create view users as select id, mail as email, '' as plan from people;", 1, "wrongValue")

    def test_a_union_of_all_parts_serves(self):
        self.stand_in(PARTS + "create view users as select * from free_users union all select * from paid_users;", 0)

    def test_one_part_does_not_serve(self):
        self.stand_in(PARTS + "create view users as select * from free_users;", 1, "wrongValue")


class BoundViews(SmallTest):
    """A view at base that is a source of the data team."""

    def below(self, sql, status, effect, kind):
        report = self.judged(OVER, sql, PREMIUM)
        self.assertEqual(report["exitStatus"], status, report["findings"])
        self.assertEqual(self.effects(report).get("premium"), effect, report["effects"])
        self.assertIn(kind, {c["kind"] for c in report["changes"]})

    def test_values_replaced_below_a_view_reach_its_readers(self):
        self.below("update users set plan = 'gold' where plan = 'premium';", 1, "wrongValue", "valuesRemapped")

    def test_a_view_that_puts_the_values_back_keeps_them_away(self):
        self.below("update users set plan = 'gold' where plan = 'premium';\n"
                   "create or replace view v as select id, case plan when 'gold' then 'premium' else plan end as plan"
                   " from users;", 0, None, "valuesRemapped")

    def test_a_type_changed_below_a_view_reaches_its_readers(self):
        self.below("drop view v; alter table users alter column plan type jsonb using to_jsonb(plan);\n"
                   "create view v as select id, plan from users;", 1, "wrongValue", "columnRetyped")

    def test_a_view_that_computes_a_column_otherwise(self):
        self.below("create or replace view v as select id, case plan when 'premium' then 'gold' else plan end as plan"
                   " from users;", 1, "wrongValue", "valuesRemapped")

    def test_a_table_in_place_of_a_view(self):
        self.below("drop view v; create table v (id bigint);", 1, "broken", "columnDropped")

    def test_values_that_change_places(self):
        self.below("update users set plan = case plan when 'premium' then 'free' when 'free' then 'premium' end;",
                   1, "wrongValue", "valuesRemapped")
