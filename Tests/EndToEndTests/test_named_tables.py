"""A data team without dbt sources: its queries name the backend's tables themselves."""

import shutil

from proof.reading import named
from proof.scratch import ScratchTest, write
from proof.tool import check

QUERIES = {
    "reports/active_users.sql": "with recent as (select * from public.orders)\n"
                                "select u.customer_segment, count(*) from public.users u\n"
                                "join recent r on r.user_id = u.user_id group by 1\n",
    "reports/sku.sql": "select sku from public.products\n",
}


class NamedTables(ScratchTest):
    def queries(self, change, **files):
        folder = self.build(change)
        shutil.rmtree(folder / "analytics")
        for path, text in {**QUERIES, **files}.items():
            write(folder / "analytics" / path, text)
        return folder

    def test_a_folder_of_queries_is_a_registry(self):
        outcome = check(self.queries("join-only"))
        self.assertEqual(outcome.status, 1, outcome)
        self.assertEqual(named(outcome.report, "model", {"broken"}), {"sku"})

    def test_only_what_reads_the_table_is_hit(self):
        outcome = check(self.queries("look-alike"))
        self.assertEqual(outcome.status, 0, outcome)
        self.assertEqual(named(outcome.report, "model"), set())

    def test_a_binding_names_the_physical_table(self):
        bindings = ("version: 1\nbackends:\n  shop:\n    loader: direct\n"
                    "    tables: {products: {table: lake.shop_products}}\n")
        folder = self.queries("join-only", **{"tidegate.yml": bindings})
        write(folder / "analytics" / "reports/sku.sql", "select sku from lake.shop_products\n")
        outcome = check(folder, "--backend", "shop")
        self.assertEqual(outcome.status, 1, outcome)
        self.assertEqual(named(outcome.report, "model", {"broken"}), {"sku"})
        self.assertIn("lake.shop_products", outcome.text)
