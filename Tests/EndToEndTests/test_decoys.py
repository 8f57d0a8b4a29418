"""What only looks like a change must pass, and what hides one must be hit."""

from proof.reading import change_facts, named, places
from proof.scratch import ScratchTest
from proof.tool import check

ORDERS = "public.orders"
BELOW_ORDERS = {"fct_orders", "fct_revenue_daily", "customer_lifetime_value", "rpt_segment_revenue",
                "rpt_premium_retention", "rpt_country_sales"}


class Decoys(ScratchTest):
    def report(self, name, status):
        report = check(self.build(name)).report
        self.assertEqual(report["exitStatus"], status, report["findings"])
        return report

    def nothing_is_hit(self, report):
        for kind in ("source", "model", "test", "exposure"):
            self.assertEqual(named(report, kind), set(), kind)
        self.assertLessEqual({f["severity"] for f in report["findings"]}, {"notice"})

    def test_ddl_in_comments_strings_and_uncalled_functions(self):
        report = self.report("ddl-in-comments", 0)
        self.assertEqual({change_facts(c) for c in report["changes"]},
                         {("tableCreated", None, (), "public.audit_log", ())})
        self.assertEqual(report["blindSpots"], [])
        self.nothing_is_hit(report)

    def test_a_renamed_look_alike_that_nobody_uses(self):
        report = self.report("look-alike", 0)
        self.assertIn(("tableRenamed", "public.archived_users", (), "public.archived_accounts", ()),
                      {change_facts(c) for c in report["changes"]})
        self.assertTrue(all("archived" in c["table"] for c in report["changes"]), report["changes"])
        self.nothing_is_hit(report)

    def test_created_and_dropped_in_one_branch(self):
        report = self.report("created-and-dropped", 0)
        self.assertEqual(report["changes"], [])
        self.nothing_is_hit(report)

    def test_a_column_used_only_in_a_filter(self):
        report = self.report("filter-only", 1)
        self.assertEqual({change_facts(c) for c in report["changes"]},
                         {("columnRenamed", ORDERS, ("is_test",), ORDERS, ("is_internal",))})
        self.assertEqual(named(report, "model", {"broken"}), {"stg_orders"})
        self.assertEqual(named(report, "model", {"starved"}), BELOW_ORDERS)
        self.assertIn(("models/staging/stg_orders.sql", 11), places(report["effects"]))

    def test_a_column_used_only_in_a_join(self):
        report = self.report("join-only", 1)
        self.assertEqual({change_facts(c) for c in report["changes"]},
                         {("columnRenamed", "public.products", ("sku",), "public.products", ("stock_code",))})
        self.assertEqual(named(report, "model"), {"stg_order_items"})
        self.assertEqual(named(report, "exposure"), set())

    def test_dropped_and_added_again_under_the_same_name(self):
        report = self.report("drop-and-readd", 1)
        self.assertEqual({change_facts(c)[:3] for c in report["changes"]},
                         {("columnRecreated", "public.users", ("customer_segment",))})
        self.assertIn("stg_customers", named(report, "model"))
        self.assertEqual(named(report, "model", {"broken", "starved"}), set())

    def test_two_names_swapped(self):
        report = self.report("name-swap", 1)
        self.assertEqual({change_facts(c) for c in report["changes"]},
                         {("columnRenamed", ORDERS, ("status",), ORDERS, ("fulfilment",)),
                          ("columnRenamed", ORDERS, ("fulfilment",), ORDERS, ("status",))})
        self.assertEqual(named(report, "model", {"broken", "starved"}), set())
        self.assertIn("fct_revenue_daily", named(report, "model", {"wrongValue"}))
        self.assertEqual(named(report, "test", {"testFails"}),
                         {"accepted_values_stg_orders_status__placed__completed__cancelled",
                          "accepted_values_stg_orders_fulfilment__open__shipped__delivered"})

    def test_a_false_hint_does_not_help(self):
        report = self.report("false-hint", 1)
        self.assertEqual({c["kind"] for c in report["changes"]}, {"columnDropped", "columnAdded"})
        self.assertEqual(named(report, "model", {"broken"}), {"stg_customers"})

    def test_a_false_hint_on_top_of_the_real_migration_changes_nothing(self):
        plain = check(self.build("explicit-renames", into="plain")).report
        folder = self.build("explicit-renames", into="hinted")
        path = folder / "backend" / "db/migrations/0020_accounts.sql"
        self.commit(folder, {"db/migrations/0020_accounts.sql":
                             "-- tidegate: rename users.address -> accounts.postal_code\n" + path.read_text()})
        hinted = check(folder).report
        self.assertEqual({change_facts(c) for c in hinted["changes"]}, {change_facts(c) for c in plain["changes"]})
        self.assertEqual(hinted["exitStatus"], 1)
