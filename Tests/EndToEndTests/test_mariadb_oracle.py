"""The schema that Tidegate replays from the files is the one that MariaDB has after running them.

The files of Fixtures/mysql, each a history of its own: dumps, all actions of ALTER TABLE, texts that are prepared.
"""

import os
import pathlib
import re
import shutil
import subprocess
import time

import acme
from proof.scratch import ScratchTest
from proof.tool import tidegate

FIXTURES = pathlib.Path(__file__).resolve().parent / "Fixtures" / "mysql"


class Server:
    """A MariaDB server of its own in a folder, reachable by its socket only."""

    def __init__(self, folder):
        self.socket = str(folder / "s")
        data = folder / "data"
        data.mkdir()
        account = []
        if os.geteuid() == 0:
            shutil.chown(folder, "mysql")
            shutil.chown(data, "mysql")
            account = ["--user=mysql"]
        subprocess.run(["mariadb-install-db", *account, f"--datadir={data}", "--skip-test-db",
                        "--auth-root-authentication-method=normal"], check=True, capture_output=True)
        self.process = subprocess.Popen(
            ["/usr/sbin/mariadbd", "--no-defaults", *account, f"--datadir={data}", f"--socket={self.socket}",
             "--skip-networking", "--innodb-flush-log-at-trx-commit=0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            if self.run("select 1", check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise AssertionError("the MariaDB server does not start")

    def run(self, sql, database="", check=True):
        outcome = subprocess.run(["mariadb", "--no-defaults", "-uroot", f"--socket={self.socket}", "-N", "-B", database],
                                 input=sql, text=True, capture_output=True)
        if check and outcome.returncode:
            raise AssertionError(outcome.stderr)
        return outcome

    def rows(self, sql):
        return [line.split("\t") for line in self.run(sql).stdout.splitlines()]

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def spelled(kind):
    """A type without what says nothing: the display width of integers, the labels of enumerations."""
    kind = re.sub(r"^(tiny|small|medium|big)?int\(\d+\)", lambda found: found.group().split("(")[0]
                  if found.group() != "tinyint(1)" else "boolean", kind)
    return re.sub(r"^(enum|set)\(.*\)$", r"\1", kind)


def truth(server, database):
    """Tables and views by lower-case name, as the information schema tells them."""
    tables = {}
    where = f"table_schema = '{database}'"
    for table, column, kind, nullable in server.rows(
            f"select table_name, column_name, column_type, is_nullable from information_schema.columns where {where}"
            " order by table_name, ordinal_position"):
        entry = tables.setdefault(table.lower(), {"columns": [], "keys": {}})
        entry["columns"].append((column, spelled(kind), nullable == "YES"))
    for table, name, column in server.rows(
            f"select table_name, index_name, column_name from information_schema.statistics where {where}"
            " and non_unique = 0 order by table_name, index_name, seq_in_index"):
        tables[table.lower()]["keys"].setdefault(name, []).append(column)
    return {name: {"columns": entry["columns"], "keys": sorted(map(tuple, entry["keys"].values()))}
            for name, entry in tables.items()}


def replayed(folder):
    """The same of `tidegate schema`; a unique index is a key like any other."""
    outcome = tidegate("schema", "--repo", "backend", "--format", "json", cwd=folder)
    if outcome.status != 0:
        raise AssertionError(str(outcome))
    tables = {}
    for table in outcome.report["tables"]:
        keys = [table.get("primaryKey") or [], *(table.get("uniques") or [])]
        keys += [index["columns"] for index in table.get("indexes") or [] if index.get("unique")]
        tables[table["name"].lower()] = {
            "columns": [(c["name"], c.get("type"), c.get("nullable")) for c in table["columns"]],
            "keys": sorted(tuple(key) for key in keys if key),
        }
    return tables


class MariaDBOracle(ScratchTest):
    def test_histories(self):
        home = self.folder / "server"
        home.mkdir()
        os.chmod(self.folder, 0o755)
        server = Server(home)
        self.addCleanup(server.stop)
        fixtures = sorted(FIXTURES.glob("*.sql"))
        self.assertGreater(len(fixtures), 1)
        for path in fixtures:
            with self.subTest(fixture=path.stem):
                sql = path.read_text(encoding="utf-8")
                server.run(f"create database {path.stem}")
                server.run(sql, path.stem)
                folder = self.folder / path.stem
                (folder / "backend").mkdir(parents=True)
                acme.git(folder / "backend", "init", "-q", "-b", "change")
                self.commit(folder, {"migrations/0001_first.sql": sql,
                                     ".tidegate.yml": "version: 1\ndialect: mysql\n"})
                told, real = replayed(folder), truth(server, path.stem)
                self.assertEqual(sorted(told), sorted(real), "tables and views")
                for name, table in real.items():
                    self.assertEqual([c[0] for c in told[name]["columns"]], [c[0] for c in table["columns"]], name)
                    if name in ("v", "made"):
                        continue
                    self.assertEqual(told[name]["columns"], table["columns"], name)
                    self.assertEqual(told[name]["keys"], table["keys"], f"keys of {name}")
