"""The schemas that Tidegate replays from migrations of Tortoise ORM and Piccolo are those that they make in PostgreSQL 15."""

import os
import pathlib
import shutil
import subprocess
import sys

import acme
from proof.postgres import Shop
from proof.scratch import ScratchTest
import test_postgres_oracle

FIXTURES = pathlib.Path(__file__).resolve().parent / "Fixtures"


class PythonOrmOracle(ScratchTest):
    # The comparison only, not the tests of that class.
    # By its module: a class that is imported would be run again.
    same, same_table = test_postgres_oracle.PostgresOracle.same, test_postgres_oracle.PostgresOracle.same_table

    def compare(self, name, command, own_table):
        """Runs a tool's migrations in a database of its own, and compares what came of them."""
        backend = self.folder / name / "backend"
        shutil.copytree(FIXTURES / name, backend, ignore=shutil.ignore_patterns("__pycache__"))
        server = Shop.server()
        server.create(name)
        done = subprocess.run([pathlib.Path(sys.executable).parent / command[0], *command[1:]], cwd=backend,
                              capture_output=True, text=True, timeout=120, check=False,
                              env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(backend),
                                   "PGHOST": str(server.folder), "PGUSER": server.user, "PGDATABASE": name})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        server.psql(name, text=f"DROP TABLE {own_table};")
        acme.git(backend, "init", "-q", "-b", "change")
        acme.git(backend, "add", "-A")
        acme.git(backend, "commit", "-q", "-m", "history")
        self.same(self.folder / name, "change", name)

    def test_tortoise(self):
        self.compare("tortoise", ["tortoise", "-c", "shop.settings.TORTOISE_ORM", "upgrade"], "tortoise_migrations")

    def test_piccolo(self):
        self.compare("piccolo", ["piccolo", "migrations", "forwards", "shop"], "migration")
