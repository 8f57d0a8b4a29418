"""The schema that Tidegate replays from revisions is the one that Alembic itself makes in PostgreSQL 15."""

import os
import pathlib
import shutil
import subprocess
import sys

import acme
from proof.postgres import Shop
from proof.scratch import ScratchTest
import test_postgres_oracle

PROJECT = pathlib.Path(__file__).resolve().parent / "Fixtures" / "alembic"


class AlembicOracle(ScratchTest):
    # The comparison only, not the tests of that class.
    # By its module: a class that is imported would be run again.
    same, same_table = test_postgres_oracle.PostgresOracle.same, test_postgres_oracle.PostgresOracle.same_table

    def statements(self, project):
        """What `alembic upgrade head --sql` prints, without the tool's own table."""
        done = subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head", "--sql"], cwd=project,
                              capture_output=True, text=True, timeout=60, check=False,
                              env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("CREATE TABLE users", done.stdout)
        return done.stdout + "DROP TABLE alembic_version;\n"

    def test_a_history_with_branches(self):
        backend = self.folder / "case" / "backend"
        shutil.copytree(PROJECT, backend, ignore=shutil.ignore_patterns("__pycache__"))
        acme.git(backend, "init", "-q", "-b", "change")
        acme.git(backend, "add", "-A")
        acme.git(backend, "commit", "-q", "-m", "history")
        server = Shop.server()
        server.create("alembic_history")
        server.psql("alembic_history", text=self.statements(backend))
        self.same(self.folder / "case", "change", "alembic_history")
