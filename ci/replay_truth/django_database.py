"""The truth of a Django project: its migrations, run by Django on an empty PostgreSQL 15 database.

Django and the packages of `django-packages.txt` stand in a folder of their own, made once: DJANGO_PACKAGES, else
`~/.cache/tidegate/django`. Programs of RunPython do not run: they change rows, and there are none.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from .schema import Column, Schema, type_class

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OWN = frozenset({"django_migrations", "django_content_type", "auth_permission"})
FILES = {".py", ".sql"}
_servers = []


def truth(below="", ignored=()):
    """The schema of a (repository, commit); `below` is the folder whose modules are the project's."""
    return lambda repository, commit: run(repository, commit, below, frozenset(ignored))


def run(repository, commit, below, ignored):
    """Unpacks a commit, migrates a database, reads its catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(repository, commit, pathlib.Path(folder))
        database = "truth_" + commit[:16]
        server = start_server()
        server.create(database)
        outcome = migrate(pathlib.Path(folder) / below, server, database)
        tables = {}
        for name, table in server.catalogue(database)["tables"].items():
            if table["kind"] == "table":
                tables[name.removeprefix("public.")] = {
                    column["name"]: Column(None if column["type"] == "stand_in" else type_class(column["type"]),
                                           column["nullable"]) for column in table["columns"]}
        for line in outcome["stubs"]:
            print(f"  stand-in: {line}", file=sys.stderr)
        foreign = (set(outcome["tables"]) | OWN | ignored)
        return Schema({name: columns for name, columns in tables.items() if name not in foreign}, frozenset(foreign))


def unpack(repository, commit, folder):
    """Writes the programs and SQL texts of a commit; a mirror may lack other, larger files."""
    paths = [path for path in repository.paths(commit) if pathlib.PurePath(path).suffix in FILES and "\n" not in path]
    command = ["git", "-c", f"safe.directory={repository.path}", "-C", str(repository.path), "cat-file", "--batch"]
    names = "".join(f"{commit}:{path}\n" for path in paths).encode()
    output, at = subprocess.run(command, input=names, check=True, capture_output=True).stdout, 0
    for path in paths:
        end = output.index(b"\n", at)
        head = output[at:end].split()
        at = end + 1
        if head[-1] != b"missing":
            size = int(head[-1])
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(output[at:at + size])
            at += size + 1


def migrate(project, server, database, rows=False):
    """Runs django_migrate.py; what it printed."""
    settings = {"rows": rows, "database": {
        "ENGINE": "django.db.backends.postgresql", "NAME": database, "USER": server.user, "HOST": str(server.folder)}}
    done = subprocess.run([packages(), str(HERE / "django_migrate.py"), str(project)], input=json.dumps(settings),
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"replay-truth: Django did not migrate {project}:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def packages():
    """The interpreter that has Django; made anew when the list of packages changed."""
    place = pathlib.Path(os.environ.get("DJANGO_PACKAGES") or pathlib.Path.home() / ".cache/tidegate/django")
    wanted = HERE / "django-packages.txt"
    stamp = hashlib.sha256(wanted.read_bytes()).hexdigest()
    python, kept = place / "bin" / "python", place / ".stamp"
    if not kept.exists() or kept.read_text() != stamp:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                        "--requirement", str(wanted)], check=True)
        kept.write_text(stamp)
    return str(python)


def start_server():
    """The throw-away server of the end-to-end tests."""
    if not _servers:
        import atexit
        sys.path[:0] = [str(ROOT / "Tests" / "EndToEndTests"), str(ROOT / "ci" / "demo-data")]
        from proof.postgres import Server
        _servers.append(Server())
        atexit.register(_servers[0].stop)
    return _servers[0]
