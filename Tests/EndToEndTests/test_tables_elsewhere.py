"""Migrations in several folders that run on one database: what one makes, another may drop."""

from proof.small import SmallTest, sources

BASE = {"db/migrations/001_orders.sql": "create table orders (id int primary key, tier text);\n"
                                        "create view tiers as select tier from orders;\n",
        "tools/migrations/001_tools.sql": "create table tools (id int primary key);\n"}
REGISTRY = {"models/sources.yml": sources("orders", "tiers"),
            "models/stg_orders.sql": "select id, tier from {{ source('raw', 'orders') }}\n",
            "models/stg_tiers.sql": "select tier from {{ source('raw', 'tiers') }}\n"}


class TablesElsewhere(SmallTest):
    def changed(self, sql):
        return self.judged(BASE, {"tools/migrations/002_next.sql": sql}, REGISTRY, into=str(abs(hash(sql))))

    def test_a_table_of_another_folder_is_dropped_if_it_exists(self):
        for sql in ("drop table orders;\n", "drop table if exists orders;\n",
                    "alter table if exists orders drop column tier;\n", "drop view if exists tiers;\n"):
            with self.subTest(sql=sql):
                report = self.changed(sql)
                self.assertEqual(report["exitStatus"], 1, report["changes"])

    def test_what_nobody_makes_is_not_there(self):
        report = self.changed("drop table if exists others;\ndrop table if exists tools_old;\n")
        self.assertEqual((report["exitStatus"], report["changes"]), (0, []))

    def test_a_table_that_is_made_anew_is_its_own(self):
        report = self.changed("drop table if exists notes;\ncreate table notes (id int);\n")
        self.assertEqual((report["exitStatus"], [c["kind"] for c in report["changes"]]), (0, ["tableCreated"]))
