"""The demo data is honest: what it says about the state after the deploy is what PostgreSQL makes of the migration."""

import csv
import unittest

import acme
from proof.postgres import BOUND_COLUMNS, BOUND_TABLES, Shop, load
from proof.scratch import ScratchTest


class DemoData(ScratchTest):
    def test_raw_data_after_the_deploy_is_what_postgresql_gives(self):
        for number, name in enumerate(acme.changes()):
            with self.subTest(change=name):
                server = Shop.deployed(name, f"demo_{number}")
                real, told = self.folder / name / "real", self.folder / name / "told"
                acme.make_analytics(real, name)
                load(server, f"demo_{number}", real / "seeds",
                     {raw: (table, BOUND_COLUMNS[raw]) for raw, table in BOUND_TABLES.items()})
                acme.make_analytics(told, name, "after")
                for path in sorted((told / "seeds").glob("*.csv")):
                    self.same_rows(path, real / "seeds" / path.name)
                self.assertEqual((told / "seeds" / "raw_customers.csv").exists(),
                                 (real / "seeds" / "raw_customers.csv").exists())

    def same_rows(self, told, real):
        """Same rows in the columns that the demo data tells of; what a change adds may be missing there."""
        self.assertTrue(real.exists(), f"{real.name} is not there after the deploy")
        a, b = rows(told), rows(real)
        self.assertEqual(len(a), len(b), told.name)
        if a:
            self.assertLessEqual(set(a[0]), set(b[0]), told.name)
            pick = list(a[0])
            self.assertEqual(sorted([row[key] for key in pick] for row in a),
                             sorted([row[key] for key in pick] for row in b), told.name)

    def test_same_files_give_the_same_commits(self):
        first = acme.git(self.build("spread", seed=1, into="a") / "backend", "rev-parse", "change", "main")
        second = acme.git(self.build("spread", seed=2, into="b") / "backend", "rev-parse", "change", "main")
        self.assertEqual(first, second)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    unittest.main()
