"""Runs the tool on a commit and reads the schema that it prints."""

import dataclasses
import json
import subprocess

from .schema import Column, Schema, type_class

OWN_TABLES = frozenset({
    "_prisma_migrations", "__diesel_schema_migrations", "schema_migrations", "ar_internal_metadata",
    "django_migrations", "alembic_version",
})


@dataclasses.dataclass
class Replay:
    """What the tool made of a project's migrations."""

    schema: Schema
    operations: int = 0
    migrations: int = 0
    blind_spots: list = dataclasses.field(default_factory=list)
    misfits: list = dataclasses.field(default_factory=list)
    trap: str = ""


def replay(tool, repository, commit, roots=None):
    """The schema of a commit from its migrations alone: the truth is not heard as a witness; `roots` restricts it to the histories of these folders."""
    command = [tool, "schema", "--repo", str(repository.path), "--at", commit, "--format", "json",
               "--migrations-only"]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode < 0 or process.returncode >= 128:
        return Replay(Schema({}), trap=f"ended by signal ({process.returncode})")
    if process.returncode not in (0, 2) or not process.stdout:
        return Replay(Schema({}), trap=f"exit {process.returncode}: {process.stderr.strip()[:300]}")
    return read(json.loads(process.stdout), roots)


def read(document, roots):
    """The tool's JSON as a schema with what it says of its histories."""
    histories = [h for h in document["histories"] if roots is None or h["root"] in roots]
    wanted = {name for history in histories for name in history["tables"]}
    found = Replay(Schema({}))
    for history in histories:
        found.operations += history["operations"]
        found.migrations += history["migrations"]
        for spot in history["diagnostics"]:
            line = f"{spot['file']}:{spot['line']} {spot['id']}: {spot['summary']}"
            (found.misfits if spot["reach"] == "harmless" else found.blind_spots).append(line)
    for table in document["tables"]:
        name = table["name"].removeprefix("public.")
        if table["kind"] != "table" or table["name"] not in wanted or name in OWN_TABLES:
            continue
        found.schema.tables[name] = {
            column["name"]: Column(type_class(column["type"]), column["nullable"]) for column in table["columns"]
        }
    return found
