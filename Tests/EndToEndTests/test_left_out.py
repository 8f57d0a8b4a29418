"""Migrations of a sample application in the backend's tests: left out, and read for the tables that they touch."""

from proof.small import SmallTest, sources

BASE = {"migrations/001_init.sql": "create table orders (id int primary key, tier text);\n",
        "tests/sample/migrations/001_a.sql": "create table sample (id int);\n"}
REGISTRY = {"models/sources.yml": sources("orders", "later"),
            "models/stg_orders.sql": "select id, tier from {{ source('raw', 'orders') }}\n"}


class LeftOut(SmallTest):
    def report(self, text, name="002_b.sql"):
        return self.judged(BASE, {"tests/sample/migrations/" + name: text}, REGISTRY, into=str(abs(hash(text))))

    def test_tables_of_their_own_stop_nothing(self):
        for text in ("alter table sample add b int;\n", "create table more (id int);\n", "insert into sample values (1);\n"):
            with self.subTest(text=text):
                report = self.report(text)
                self.assertEqual(report["exitStatus"], 0, report["blindSpots"])
                self.assertEqual({b["severity"] for b in report["blindSpots"]}, {"notice"})

    def test_written_otherwise_is_not_even_told(self):
        report = self.report("CREATE TABLE sample (id int);\n", name="001_a.sql")
        self.assertEqual((report["exitStatus"], report["blindSpots"]), (0, []))

    def test_a_copy_of_what_is_read_says_nothing_new(self):
        text = "alter table orders add column note text;\n"
        report = self.judged({**BASE, "tests/sample/migrations/000_orders.sql": BASE["migrations/001_init.sql"]},
                             {"migrations/002_next.sql": text, "tests/sample/migrations/002_b.sql": text}, REGISTRY)
        self.assertEqual((report["exitStatus"], report["blindSpots"]), (0, []))

    def test_registered_tables_are_as_if_unread(self):
        for text in ("alter table orders drop column tier;\n", "create table later (id int);\n", "alter nonsense;\n"):
            with self.subTest(text=text):
                self.assertEqual(self.report(text)["exitStatus"], 2)

    def test_rows_of_registered_tables_need_a_look(self):
        report = self.report("update orders set tier = 'x';\n")
        self.assertEqual(report["exitStatus"], 0)
        self.assertEqual({b["severity"] for b in report["blindSpots"]}, {"review"})
