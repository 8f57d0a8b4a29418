"""Reads a folder of checkouts through `tidegate history`: each migration with the schema before and after it."""

import dataclasses
import hashlib
import json
import pathlib
import subprocess

from .truth import bare

# Owners whose histories may be looked at when the inference is improved, and owners of the first measurement that
# were held out. Owners that came later are halved by a digest of their names, so that nobody chose.
DEVELOPMENT = {
    "LemmyNet", "alphagov", "basecamp", "concourse", "feedbin", "formbricks", "langfuse", "mitodl", "navikt",
    "supabase", "theforeman", "thegoodparty",
}
HELD_OUT = {
    "documenso", "graphile", "huginn", "lobsters", "maybe-finance", "netbox-community", "openedx",
    "openfoodfoundation", "ory", "paperless-ngx", "readthedocs", "rubygems", "rust-lang", "saleor", "semaphoreui",
    "triggerdotdev", "umami-software", "usememos",
}

# Histories that came when the rules stood as they stand: no rule was made from their mistakes.
FRESH = {
    "ArchiveBox/ArchiveBox", "DMOJ/online-judge", "GeotrekCE/Geotrek-admin", "HyphaApp/hypha",
    "InvoiceShelf/InvoiceShelf", "ManageIQ/manageiq-schema", "SplitTime/OpenSplitTime",
    "WikiEducationFoundation/WikiEduDashboard", "babybuddy/babybuddy", "betagouv/rdv-service-public",
    "bors-ng/bors-ng", "certego/IntelOwl", "cgwire/zou", "dimagi/open-chat-studio", "django-cms/django-cms",
    "etalab/transport-site", "freedomofpress/securedrop", "hedgedoc/hedgedoc", "hicommonwealth/commonwealth",
    "hypothesis/h", "ifmeorg/ifme", "interledger/rafiki", "ministryofjustice/laa-apply-for-legal-aid",
    "mozilla/treeherder", "peering-manager/peering-manager", "pupilfirst/pupilfirst", "solidtime-io/solidtime",
    "uktrade/lite-api", "zooniverse/panoptes",
}

LOTS = ("development", "held out", "fresh")

# Not one history: scripts that lead from any version to any other, and back.
LEFT_OUT = {"timescale/timescaledb"}


@dataclasses.dataclass
class Step:
    """One migration: the schemas around it (name -> table, name -> enum labels) and what the history says."""

    project: str
    framework: str
    migration: str
    before: dict
    after: dict
    enums_before: dict
    enums_after: dict
    changes: list
    tells_renames: bool


def is_prisma(files):
    """Whether Prisma wrote the migration: it turns every rename into drop and add, unless a person edits the text."""
    return any(path.endswith("/migration.sql") for path in files)


def repositories(folder):
    """(owner/name, path that git reads) of each checkout or mirror, named owner+name."""
    for entry in sorted(pathlib.Path(folder).iterdir()):
        if "+" not in entry.name or entry.name.replace("+", "/", 1) in LEFT_OUT:
            continue
        for path in (entry / "repo", entry):
            if (path / ".git").exists() or (path / "HEAD").exists():
                yield entry.name.replace("+", "/", 1), path
                break


def lot(project):
    """Owners, not projects, are halved: one team's projects name things alike."""
    if project in FRESH:
        return "fresh"
    owner = project.split("/")[0]
    if owner in DEVELOPMENT or owner in HELD_OUT:
        return "held out" if owner in HELD_OUT else "development"
    return "held out" if hashlib.sha256(owner.encode()).digest()[0] % 2 == 1 else "development"


def steps(tool, project, path, cache=None):
    """All migrations of all histories of one repository, in running order; empty when it has none."""
    stored = pathlib.Path(cache) / (project.replace("/", "+") + ".json") if cache else None
    if stored and stored.exists():
        text = stored.read_text()
    else:
        outcome = subprocess.run(
            [tool, "history", "--repo", str(path), "--format", "json"], capture_output=True, text=True)
        text = outcome.stdout if outcome.returncode in (0, 2) else ""
        if stored:
            stored.write_text(text)
    found, schemas = [], {}
    for entry in json.loads(text)["migrations"] if text.strip() else []:
        tables, enums = schemas.get(entry["history"], ({}, {}))
        gone = {bare(name) for name in entry["goneTables"]}
        after = {name: table for name, table in tables.items() if name not in gone}
        after.update({bare(table["name"]): table for table in entry["tables"]})
        types = {kind["name"]: kind["values"] for kind in entry["enums"]} or enums
        found.append(Step(
            project, entry["history"].split(" ")[0], entry["migration"], tables, after, enums, types,
            entry["changes"], not is_prisma(entry["files"])))
        schemas[entry["history"]] = (after, types)
    return found
