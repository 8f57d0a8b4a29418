"""Names that change without a statement that says so: over several pull requests, in routines, behind a program's names."""

from proof.small import SmallTest, sources

USERS = "create table users (id bigint primary key, plan text);\n"
STAGING = {"models/sources.yml": sources("users"),
           "models/stg.sql": "select id, plan from {{ source('raw', 'users') }}\n"}


class SeveralPullRequests(SmallTest):
    """The copy was merged before; the branch only drops."""

    def later(self, copy, drop):
        base = {"migrations/001_init.sql": USERS, "migrations/002_copy.sql": copy}
        return self.judged(base, {"migrations/003_drop.sql": drop}, STAGING)

    def change(self, report, kind):
        found = [c for c in report["changes"] if c["kind"] == kind]
        self.assertEqual(len(found), 1, report["changes"])
        return found[0]

    def test_a_dropped_column_pairs_with_its_copy(self):
        report = self.later("alter table users add column tier text; update users set tier = plan;",
                            "alter table users drop column plan;")
        change = self.change(report, "columnRenamed")
        self.assertEqual((change["columns"], change["to"]["columns"]), (["plan"], ["tier"]))
        texts = [e["text"] for e in change["evidence"]]
        self.assertIn('"tier" was copied from "plan" by the earlier migration "002_copy"', texts)
        self.assertEqual(report["exitStatus"], 1)

    def test_a_dropped_table_pairs_with_its_copy(self):
        report = self.later("create table accounts as select * from users;", "drop table users;")
        change = self.change(report, "tableRenamed")
        self.assertIn("by the earlier migration", change["evidence"][0]["text"])
        self.assertEqual(report["exitStatus"], 1)

    def test_without_a_copy_it_is_a_loss(self):
        report = self.later("alter table users add column tier text;", "alter table users drop column plan;")
        self.change(report, "columnDropped")
        self.assertEqual(report["exitStatus"], 1)


class Routines(SmallTest):
    """What a routine does counts where it is called."""

    def renamed(self, sql, status=1):
        report = self.judged(USERS, sql, STAGING)
        self.assertEqual(report["exitStatus"], status, report["blindSpots"])
        return [(c["columns"], c["to"]["columns"]) for c in report["changes"] if c["kind"] == "columnRenamed"]

    def test_a_function_that_is_called(self):
        body = "begin execute format('alter table %I rename column %I to %I', t, a, b); end"
        self.assertEqual(self.renamed(f"create function f(t text, a text, b text) returns void as $$ {body} $$ language "
                                      "plpgsql; select f('users', 'plan', 'tier'); drop function f(text, text, text);"),
                         [(["plan"], ["tier"])])

    def test_a_procedure_that_is_called(self):
        self.assertEqual(self.renamed("create procedure p() language plpgsql as $$ begin alter table users rename column "
                                      "plan to tier; end $$; call p();"), [(["plan"], ["tier"])])

    def test_a_block(self):
        self.assertEqual(self.renamed("do $$ begin alter table users rename column plan to tier; end $$;"),
                         [(["plan"], ["tier"])])

    def test_a_function_that_nothing_calls(self):
        self.assertEqual(self.renamed("create function f() returns void as $$ alter table users rename column plan to "
                                      "tier; $$ language sql;", 0), [])


MODEL = """datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

model User {
  id   Int     @id @default(autoincrement())
  plan String?
  note String?
}
"""
INIT = ('CREATE TABLE "User" ("id" SERIAL NOT NULL, "plan" TEXT, "note" TEXT, '
        'CONSTRAINT "User_pkey" PRIMARY KEY ("id"));\n')
BASE = {"prisma/schema.prisma": MODEL, "prisma/migrations/20240101000000_init/migration.sql": INIT,
        "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n'}
NEXT = "prisma/migrations/20240102000000_next/migration.sql"
PLANS = {"models/sources.yml": sources("User"), "models/stg.sql": "select id, plan from {{ source('raw', 'User') }}\n"}


class ProgramNames(SmallTest):
    """Names of models and fields beside those of tables and columns."""

    def test_a_name_that_only_the_program_has_is_no_change(self):
        head = {"prisma/schema.prisma": MODEL.replace("plan String?", 'tier String? @map("plan")')}
        report = self.judged(BASE, head, PLANS)
        self.assertEqual((report["changes"], report["exitStatus"]), ([], 0))

    def test_a_field_that_stays_joins_two_columns(self):
        head = {"prisma/schema.prisma": MODEL.replace("plan String?", 'plan String? @map("xq")')
                .replace("note String?", 'note String? @map("zw")'),
                NEXT: 'ALTER TABLE "User" DROP COLUMN "plan", DROP COLUMN "note", ADD COLUMN "zw" TEXT, '
                      'ADD COLUMN "xq" TEXT;\n'}
        report = self.judged(BASE, head, PLANS)
        pairs = {(c["columns"][0], c["to"]["columns"][0]): c for c in report["changes"] if c["kind"] == "columnRenamed"}
        self.assertEqual(set(pairs), {("plan", "xq"), ("note", "zw")}, report["changes"])
        change = pairs["plan", "xq"]
        self.assertEqual(change["confidence"], "likely")
        self.assertEqual(change["evidence"][0]["text"], 'the program calls both "User.plan"')
        self.assertEqual(report["exitStatus"], 1)

    def test_a_model_that_stays_joins_two_tables(self):
        head = {"prisma/schema.prisma": MODEL.replace("note String?\n", 'note String?\n  @@map("xq")\n'),
                NEXT: 'DROP TABLE "User";\n' + INIT.replace('TABLE "User"', 'TABLE "xq"').replace("User_", "xq_")}
        report = self.judged(BASE, head, PLANS)
        change = next(c for c in report["changes"] if c["kind"] == "tableRenamed")
        self.assertEqual((change["to"]["table"], change["confidence"]), ("public.xq", "likely"))
        self.assertEqual(change["evidence"][0]["text"], 'the program calls both "User"')


class Rewrites(SmallTest):
    """What holds of all values after a rewrite stands in the report."""

    def rewrite(self, sql):
        report = self.judged(USERS, sql, STAGING)
        return next(c for c in report["changes"] if c["kind"] == "valuesRemapped").get("rewrite")

    def test_letters(self):
        self.assertEqual(self.rewrite("update users set plan = upper(trim(plan));"), {"to": "uppercase"})

    def test_one_value_is_left(self):
        self.assertEqual(self.rewrite("update users set plan = 'gold';"), {"to": "only", "values": ["gold"]})

    def test_rows_with_a_partner_say_nothing_of_the_others(self):
        self.assertIsNone(self.rewrite("create table m (id bigint); update users set plan = upper(plan) from m "
                                       "where m.id = users.id;"))
