"""The schema that Tidegate replays from the files is the one that SQLite has after running them.

The files of Fixtures/sqlite, each a history of its own: loose types, alterations, tables that are built anew.
"""

import pathlib
import sqlite3

import acme
from proof.scratch import ScratchTest
from proof.tool import tidegate

FIXTURES = pathlib.Path(__file__).resolve().parent / "Fixtures" / "sqlite"


def rows(database, pragma, name):
    return database.execute(f"select * from {pragma}(?)", (name,)).fetchall()


def affinity(written):
    """What a type comes to; a table made from a query keeps no more of it (sqlite.org/datatype3.html, 3.1)."""
    for words, kind in ((("int",), "int"), (("char", "clob", "text"), "text"), (("blob",), "blob"),
                        (("real", "floa", "doub"), "real")):
        if any(word in written for word in words):
            return kind
    return "blob" if written in ("", "unknown") else "num"


def truth(path):
    """Tables by lower-case name, as SQLite's pragmas tell them."""
    database = sqlite3.connect(":memory:")
    database.executescript(path.read_text(encoding="utf-8"))
    tables = {}
    for name, in database.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"):
        columns = rows(database, "pragma_table_info", name)
        keys = [(row[2], row[3], row[4]) for row in rows(database, "pragma_foreign_key_list", name)]
        uniques = [tuple(part[2] for part in rows(database, "pragma_index_info", index[1]))
                   for index in rows(database, "pragma_index_list", name) if index[2] and index[3] == "u"]
        tables[name.lower()] = {
            "columns": [(row[1], affinity(row[2].lower())) for row in columns],
            "required": {row[1] for row in columns if row[3]},
            "key": tuple(row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]),
            "foreign": sorted((table.lower(), own, other) for table, own, other in keys),
            "uniques": sorted(uniques),
        }
    return tables


def replayed(folder):
    """The same of `tidegate schema`."""
    outcome = tidegate("schema", "--repo", "backend", "--format", "json", cwd=folder)
    if outcome.status != 0:
        raise AssertionError(str(outcome))
    tables = {}
    for table in outcome.report["tables"]:
        columns = table["columns"]
        tables[table["name"].removeprefix("main.").lower()] = {
            "columns": [(column["name"], affinity(column.get("type", ""))) for column in columns],
            "required": {column["name"] for column in columns if not column["nullable"]},
            "key": tuple(table.get("primaryKey") or ()),
            "foreign": sorted((key["table"].removeprefix("main.").lower(), own, other)
                              for key in table.get("foreignKeys") or []
                              for own, other in zip(key["columns"], key["targetColumns"])),
            "uniques": sorted(tuple(unique) for unique in table.get("uniques") or []),
        }
    return tables


class SQLiteOracle(ScratchTest):
    def test_histories(self):
        fixtures = sorted(FIXTURES.glob("*.sql"))
        self.assertGreater(len(fixtures), 2)
        for path in fixtures:
            with self.subTest(fixture=path.stem):
                folder = self.folder / path.stem
                (folder / "backend").mkdir(parents=True)
                acme.git(folder / "backend", "init", "-q", "-b", "change")
                self.commit(folder, {"migrations/0001_first.sql": path.read_text(encoding="utf-8"),
                                     ".tidegate.yml": "version: 1\ndialect: sqlite\n"})
                told, real = replayed(folder), truth(path)
                self.assertEqual(sorted(told), sorted(real), "tables")
                for name, table in real.items():
                    # A key column is required for every reader, though SQLite does not call it so.
                    table["required"] |= set(table["key"])
                    for part, value in table.items():
                        self.assertEqual(told[name][part], value, f"{part} of {name}")
