"""What fails in dbt after the deploy is exactly what Tidegate named before the merge, one by one.

Each change is applied to a real PostgreSQL with rows in it, a loader copies the tables to the raw data, and dbt
builds and tests the data team's project on a fresh DuckDB file.
"""

import acme
from proof import dbt
from proof.postgres import BOUND_COLUMNS, BOUND_TABLES, Shop, load
from proof.reading import FAILING, named, short
from proof.scratch import ScratchTest
from proof.tool import check

# A prepared data team reads raw_accounts under its own name; all others keep their binding.
READY = {"registry-ready": {}}
# Values that turn NULL break no run: dbt stays green there, which is why Tidegate must speak.
SILENT = {"drop-and-readd"}
# With and without rows the same must fail; the accounts migration breaks this much.
ACCOUNTS = {"models": 8, "tests": 23, "exposures": 15}


class DbtOracle(ScratchTest):
    def after_deploy(self, name, number):
        """The project with the raw data that PostgreSQL and the loader make of the change, and a place for dbt's."""
        server = Shop.deployed(name, f"dbt_{number}")
        project = self.folder / f"after-{name}"
        acme.make_analytics(project, name)
        bindings = READY.get(name, {raw: (table, BOUND_COLUMNS[raw]) for raw, table in BOUND_TABLES.items()})
        load(server, f"dbt_{number}", project / "seeds", bindings)
        return project, self.folder / f"after-{name}.duckdb"

    def test_the_project_builds_before_the_deploy(self):
        project = self.folder / "before"
        acme.make_analytics(project, None)
        outcome = dbt.build(project, self.folder / "before.duckdb")
        self.assertEqual(outcome.failed, {})
        below = {n for n in outcome.manifest["nodes"] if n.startswith("model.")}
        self.assertEqual(len(below), 15)

    def test_the_accounts_migration_breaks_what_the_incident_report_says(self):
        outcome = dbt.build(*self.after_deploy("explicit-renames", "incident"))
        self.assertEqual({"models": len(outcome.names("model")), "tests": len(outcome.names("test")),
                          "exposures": len(outcome.dark_exposures())}, ACCOUNTS)

    def test_what_fails_is_what_was_named(self):
        changes = acme.changes()
        deployed = [self.after_deploy(name, number) for number, name in enumerate(changes)]
        for (name, entry), real in zip(changes.items(), dbt.build_all(deployed), strict=True):
            with self.subTest(change=name):
                told = check(self.build(name, into=f"tool-{name}")).report
                self.assertEqual(real.names("model"), named(told, "model", {"broken", "starved"}), "models")
                if name not in SILENT:
                    self.assertEqual(real.names("test"), named(told, "test", FAILING), "tests")
                self.assertEqual(real.dark_exposures(), named(told, "exposure", {"broken", "starved"}), "exposures")
                self.assertEqual(told["exitStatus"], entry["exit"])
                self.broken_is_error_and_starved_is_skipped(told, real)
                self.chains_of_tests_end_where_dbt_says(told, real)

    def broken_is_error_and_starved_is_skipped(self, told, real):
        """The broken model is the one that dbt ran into; the starved ones it did not even start."""
        for effect, status in (("broken", "error"), ("starved", "skipped")):
            self.assertEqual({short(n) for n, s in real.failed.items() if n.startswith("model.") and s == status},
                             named(told, "model", {effect}), effect)

    def chains_of_tests_end_where_dbt_says(self, told, real):
        """The chain of a test ends at a node that the test reads in dbt."""
        for effect in told["effects"]:
            path = effect.get("path") or []
            if effect["kind"] == "test" and len(path) > 1 and path[-1] == effect["asset"]:
                self.assertIn(path[-2], real.parents(short(effect["asset"])), effect["asset"])
