"""The accounts migration is recognised and judged in every way of writing it."""

import re

import acme
from proof.reading import change_facts, named, places, value_pairs
from proof.scratch import ScratchTest
from proof.tool import check

USERS, ACCOUNTS = "public.users", "public.accounts"
RENAMES_AND_SPLIT = {
    ("tableRenamed", USERS, (), ACCOUNTS, ()),
    ("columnRenamed", USERS, ("user_id",), ACCOUNTS, ("account_id",)),
    ("columnRenamed", USERS, ("country",), ACCOUNTS, ("country_code",)),
    ("columnRenamed", USERS, ("customer_segment",), ACCOUNTS, ("account_tier",)),
    ("columnSplit", USERS, ("address",), ACCOUNTS, ("street", "city", "state_code", "postal_code")),
}
# An enum's labels may be called renamed; every other writing remaps the values of a column.
VALUE_KINDS = {"valuesRemapped", "enumValueRenamed"}
PAIRS = {("premium", "gold"), ("standard", "silver"), ("enterprise", "platinum")}
STARVED = {"dim_customers", "fct_orders", "fct_revenue_daily", "customer_lifetime_value", "rpt_segment_revenue",
           "rpt_premium_retention", "rpt_country_sales"}
# Reports by change: the same input gives the same report (see test_determinism), so each check runs once.
REPORTS = {}
# Dashboards that hang on healthy models only.
LIT = {"catalogue_prices", "web_funnel"}


def ways():
    return [name for name, entry in acme.changes().items() if entry["kind"] == "way"]


def line_of(path, needle):
    """Line number of the first line of a demo file that holds a text."""
    lines = (acme.HERE / "analytics" / path).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if needle in line)


class Acme(ScratchTest):
    def report(self, name):
        """The report of a change."""
        if name not in REPORTS:
            REPORTS[name] = check(self.build(name, into=name)).report
        return REPORTS[name]

    def test_exactly_these_changes(self):
        for name in ways():
            with self.subTest(change=name):
                report = self.report(name)
                others = [c for c in report["changes"] if c["kind"] not in VALUE_KINDS]
                self.assertEqual({change_facts(c) for c in others}, RENAMES_AND_SPLIT)
                self.assertEqual(len(others), len(RENAMES_AND_SPLIT), "a change is reported twice")
                maps = [c for c in report["changes"] if c["kind"] in VALUE_KINDS]
                self.assertEqual(len(maps), 1, maps)
                self.assertEqual(maps[0]["table"], USERS)
                if name != "no-data":
                    self.assertEqual(value_pairs(maps[0]), PAIRS)

    def test_every_change_has_evidence_with_a_place_in_the_branch(self):
        for name in ways():
            with self.subTest(change=name):
                report = self.report(name)
                added = {f"{acme.MIGRATIONS}/{path.name}": len(path.read_text(encoding="utf-8").splitlines())
                         for path in acme.change_migrations(name)}
                for change in report["changes"]:
                    self.assertTrue(change["evidence"], change)
                    seen = {(f, n) for f, n in places(change) if f in added}
                    self.assertTrue(seen, f"{change} names no line of the branch")
                    self.assertTrue(all(1 <= n <= added[f] for f, n in seen), change)

    def test_without_data_statements_the_pairing_is_less_sure_and_the_loss_is_not(self):
        report = self.report("no-data")
        renamed = next(c for c in report["changes"] if c["kind"] == "tableRenamed")
        self.assertNotEqual(renamed["confidence"], "certain")
        remapped = next(c for c in report["changes"] if c["kind"] in VALUE_KINDS)
        self.assertIn(remapped["confidence"], {"possible", "likely"})
        listed = str(remapped)
        for value in (value for pair in PAIRS for value in pair):
            self.assertIn(value, listed)
        self.assertEqual(report["exitStatus"], 1)

    def test_exactly_these_assets(self):
        for name in ways():
            with self.subTest(change=name):
                report = self.report(name)
                self.assertEqual(named(report, "model", {"broken"}), {"stg_customers"})
                self.assertEqual(named(report, "model", {"starved"}), STARVED)
                self.assertEqual(named(report, "model"), STARVED | {"stg_customers"})
                self.assertEqual(len(named(report, "test")), 23)
                self.assertEqual(len(named(report, "exposure")), 15)
                self.assertFalse(named(report, "exposure") & LIT)
                self.assertEqual(named(report, "source"), {"acme.raw_customers"})
                self.assertEqual(named(report, "seed"), set())
                self.assertEqual(report["summary"]["models"], {"broken": 1, "starved": 7})

    def test_the_verdict_is_blocked_with_blocking_findings(self):
        for name in ways():
            with self.subTest(change=name):
                report = self.report(name)
                self.assertEqual((report["verdict"], report["exitStatus"]), ("blocked", 1))
                self.assertIn("block", {f["severity"] for f in report["findings"]})
                self.assertEqual(report["blindSpots"], [])

    def test_dashboards_carry_their_owners(self):
        report = self.report("explicit-renames")
        owners = {e["asset"].split(".")[-1]: str(e["owners"]) for e in report["effects"] if e["kind"] == "exposure"}
        self.assertIn("Finance Reporting", owners["daily_revenue"])
        self.assertIn("Marketing Insights", owners["premium_retention"])
        self.assertTrue(all(owner != "[]" for owner in owners.values()), owners)

    def test_behind_the_starved_models_stands_the_value_that_would_turn_wrong(self):
        report = self.report("explicit-renames")
        path = "models/marts/rpt_premium_retention.sql"
        effect = next(e for e in report["effects"] if e["asset"].endswith(".rpt_premium_retention"))
        self.assertIn("wrongValue", str(effect["masked"]))
        self.assertIn((path, line_of(path, "'premium'")), places(effect["masked"]) or places(effect))

    def test_the_binding_says_how_it_was_linked(self):
        report = self.report("explicit-renames")
        linked = {entry["table"]: entry for entry in report["bindings"]["linked"]}
        self.assertIn("raw_customers", str(linked[USERS]))
        self.assertEqual(linked[USERS]["loader"], "direct")
        self.assertNotEqual(linked[USERS]["how"], linked["public.orders"]["how"])
        self.assertIn("public.archived_users", report["bindings"]["unmapped"])

    def test_the_text_report_says_what_to_do(self):
        outcome = check(self.build("explicit-renames"), report="text")
        text = outcome.out.decode()
        self.assertEqual(outcome.status, 1)
        self.assertNotIn("\x1b", text, "colour without a terminal")
        for words in ("blocked", "users", "accounts", "stg_customers", "premium", "gold", "Finance Reporting"):
            self.assertIn(words, text)
        self.assertTrue(re.search(r"fix 1 file.{0,20}heal.{0,3} 8 models", text, re.IGNORECASE), text)

    def test_a_compatibility_view_passes(self):
        report = self.report("compatibility-view")
        self.assertEqual((report["verdict"], report["exitStatus"]), ("pass", 0))
        for kind in ("model", "test", "exposure"):
            self.assertEqual(named(report, kind), set(), kind)

    def test_a_registry_that_is_ready_passes(self):
        report = self.report("registry-ready")
        self.assertEqual((report["verdict"], report["exitStatus"]), ("pass", 0))
        self.assertIn("raw_accounts", str(report["bindings"]["ready"]))
        for kind in ("model", "test", "exposure"):
            self.assertEqual(named(report, kind), set(), kind)

    def test_an_additive_migration_passes(self):
        report = self.report("additive")
        self.assertEqual((report["verdict"], report["exitStatus"]), ("pass", 0))
        kinds = {c["kind"] for c in report["changes"]}
        self.assertLessEqual({"tableCreated", "columnAdded"}, kinds)
        self.assertEqual(named(report, "model"), set())
