"""The schema that Tidegate replays from a Django project is the one that Django itself makes on PostgreSQL 15.

Each file of Fixtures/django is a project in short form. `== shop.0001 after users.0002` starts a migration of the app
in the folder `shop`: its lines are operations, or module code, then `operations:` and operations; `user` in place of
`after` makes it depend on the user model. `== path/to/file.py` starts a file that is taken as it is.
"""

import os
import pathlib
import subprocess
import sys

import acme
from proof.postgres import Shop
from proof.scratch import ScratchTest, write
from proof.tool import tidegate

FIXTURES = pathlib.Path(__file__).resolve().parent / "Fixtures" / "django"

HEAD = """from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
"""

DATABASES = """
DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql", "NAME": "{database}", "USER": "{user}",
                         "HOST": "{host}"}}}}
SECRET_KEY = "x"
USE_TZ = True
"""

MANAGE = """import os
import sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


def expand(text):
    """The files of a project in short form."""
    files = {"manage.py": MANAGE}
    for part in ("\n" + text).split("\n== ")[1:]:
        header, _, body = part.partition("\n")
        words = header.split()
        if "/" in words[0] or words[0].endswith(".py"):
            files[words[0]] = body
            continue
        app, name = words[0].split(".")
        code, _, operations = body.rpartition("operations:\n")
        after = [tuple(word.split(".")) for word in words[2:]]
        swappable = "migrations.swappable_dependency(settings.AUTH_USER_MODEL)," if "user" in words[1:2] else ""
        files[f"{app}/migrations/{name}.py"] = (
            f"{HEAD}{code}\n\nclass Migration(migrations.Migration):\n"
            f"    dependencies = [{swappable}{', '.join(map(repr, after))}]\n    operations = [\n{operations}    ]\n")
    for path in list(files):
        for folder in pathlib.PurePath(path).parents[:-1]:
            files.setdefault(f"{folder}/__init__.py", "")
    return files


class DjangoOracle(ScratchTest):
    def migrate(self, name, files):
        """Writes the project and runs `manage.py migrate` on a fresh database; gives its catalogue."""
        server = Shop.server()
        database = "django_" + name
        server.create(database)
        files = dict(files)
        files["settings.py"] += DATABASES.format(database=database, user=server.user, host=server.folder)
        for path, content in files.items():
            write(self.folder / name / "backend" / path, content)
        done = subprocess.run([sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity", "0"],
                              cwd=self.folder / name / "backend", capture_output=True, text=True, timeout=120,
                              check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        self.assertEqual(done.returncode, 0, done.stderr[-3000:])
        return server.catalogue(database)["tables"]

    def replayed(self, name):
        """`tidegate schema` of the project: tables by full name, and what was not understood."""
        backend = self.folder / name / "backend"
        acme.git(backend, "init", "-q", "-b", "main")
        acme.git(backend, "add", "-A")
        acme.git(backend, "commit", "-q", "-m", "project", at=1)
        outcome = tidegate("schema", "--repo", "backend", "--format", "json", cwd=self.folder / name)
        self.assertEqual(outcome.status, 0, str(outcome))
        return {table["name"]: table for table in outcome.report["tables"]}

    def test_projects(self):
        fixtures = sorted(FIXTURES.glob("*.txt"))
        self.assertGreater(len(fixtures), 3)
        for path in fixtures:
            with self.subTest(project=path.stem):
                truth = self.migrate(path.stem, expand(path.read_text(encoding="utf-8")))
                truth.pop("public.django_migrations")
                told = self.replayed(path.stem)
                own = {name for name in truth if not name.startswith("public.taggit_")}
                with self.subTest(project=path.stem, about="tables"):
                    self.assertEqual(sorted(told), sorted(own))
                server = Shop.server()
                types = {c["type"] for table in told.values() for c in table["columns"]}
                spelled = server.spelling("django_" + path.stem, types)
                for name in sorted(set(told) & own):
                    with self.subTest(project=path.stem, table=name):
                        self.same_table(told[name], truth[name], spelled)

    def same_table(self, told, real, spelled):
        self.assertEqual(
            sorted((c["name"], spelled[c["type"]], c["nullable"]) for c in told["columns"]),
            sorted((c["name"], c["type"], c["nullable"]) for c in real["columns"]))
        self.assertEqual(told.get("primaryKey"), real["primaryKey"], "primary key")
        self.assertEqual(sorted(map(tuple, told.get("uniques") or [])), sorted(map(tuple, real["uniques"] or [])),
                         "unique constraints")
        self.assertEqual(sorted(map(foreign, told.get("foreignKeys") or [])),
                         sorted(map(foreign, real["foreignKeys"] or [])), "foreign keys")


def foreign(value):
    """A foreign key as columns, target table, target columns."""
    return (tuple(value["columns"]), value["table"], tuple(value["targetColumns"]))
