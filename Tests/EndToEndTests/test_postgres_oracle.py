"""The schema that Tidegate replays from the files is the one that PostgreSQL 15 has after running them.

Every Acme change, at base and at head, on a database with rows in it; and the files of Fixtures/postgres, each a
history of its own that uses one corner of PostgreSQL's DDL.
"""

import pathlib

import acme
from proof.postgres import Shop
from proof.scratch import ScratchTest
from proof.tool import tidegate

FIXTURES = pathlib.Path(__file__).resolve().parent / "Fixtures" / "postgres"


def replayed(folder, revision):
    """`tidegate schema` as tables by full name and enums by full name."""
    outcome = tidegate("schema", "--repo", "backend", "--at", revision, "--format", "json", cwd=folder)
    if outcome.status != 0:
        raise AssertionError(str(outcome))
    document = outcome.report
    return ({table["name"]: table for table in document["tables"]},
            {enum["name"]: enum["values"] for enum in document.get("enums", [])})


def key(columns):
    return tuple(columns or ())


class PostgresOracle(ScratchTest):
    def same(self, folder, revision, database):
        server = Shop.server()
        truth = server.catalogue(database)
        tables, enums = replayed(folder, revision)
        self.assertEqual(sorted(tables), sorted(truth["tables"]), "tables and views")
        self.assertEqual(enums, truth["enums"], "enums")
        types = {c["type"] for name, t in tables.items() if truth["tables"][name]["kind"] == "table"
                 for c in t["columns"] if c.get("type")}
        spelled = server.spelling(database, types)
        for name, real in truth["tables"].items():
            self.same_table(name, tables[name], real, spelled)

    def same_table(self, name, told, real, spelled):
        self.assertEqual([c["name"] for c in told["columns"]], [c["name"] for c in real["columns"]], name)
        if real["kind"] == "view":
            return
        self.assertEqual([(c["name"], spelled.get(c.get("type"), c.get("type")), c["nullable"]) for c in told["columns"]],
                         [(c["name"], c["type"], c["nullable"]) for c in real["columns"]], name)
        self.assertEqual(key(told.get("primaryKey")), key(real["primaryKey"]), f"primary key of {name}")
        self.assertEqual(sorted(map(key, told.get("uniques") or [])), sorted(map(key, real["uniques"] or [])),
                         f"unique constraints of {name}")
        self.assertEqual(sorted(map(foreign, told.get("foreignKeys") or [])),
                         sorted(map(foreign, real["foreignKeys"] or [])), f"foreign keys of {name}")

    def test_acme_at_base_and_head(self):
        for number, name in enumerate(acme.changes()):
            with self.subTest(change=name):
                folder = self.build(name, into=name)
                server = Shop.deployed(name, f"schema_{number}")
                self.same(folder, "change", f"schema_{number}")
                server.create(f"schema_base_{number}")
                server.apply(f"schema_base_{number}", acme.base_migrations(name))
                self.same(folder, "main", f"schema_base_{number}")

    def test_other_histories(self):
        fixtures = sorted(FIXTURES.glob("*.sql"))
        self.assertGreater(len(fixtures), 10)
        for path in fixtures:
            with self.subTest(fixture=path.stem):
                folder = self.folder / path.stem
                (folder / "backend").mkdir(parents=True)
                acme.git(folder / "backend", "init", "-q", "-b", "change")
                sql = path.read_text(encoding="utf-8")
                self.commit(folder, {f"{acme.MIGRATIONS}/0001_{path.stem}.sql": sql})
                Shop.server().create(f"fixture_{path.stem}")
                Shop.server().apply(f"fixture_{path.stem}", [path])
                self.same(folder, "change", f"fixture_{path.stem}")


def foreign(value):
    """A foreign key as columns, target table, target columns."""
    return (key(value["columns"]), value["table"], key(value["targetColumns"]))
