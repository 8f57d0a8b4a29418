"""Makes the Acme backend repository and the Acme data project in a folder.

usage: build TARGET [--change NAME] [--state before|after]
       build --list

TARGET/backend    Git repository of the shop: branch main is the base, branch change the pull request.
TARGET/analytics  the data team's dbt project. With --state after its raw data is what the loader delivers
                  once the change is deployed; the models are the data team's in both states.

changes.json lists the changes; changes/NAME holds the files of one: base/ and change/ are migrations, registry/
is laid over the data project.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MIGRATIONS = "db/migrations"
SEGMENT_TO_TIER = {"premium": "gold", "standard": "silver", "enterprise": "platinum"}
ACCOUNT_COLUMNS = {"customer_id": "account_id", "country": "country_code"}
ADDRESS_PARTS = ["street", "city", "state_code", "postal_code"]


def changes():
    """The table of changes, by name, in the order of changes.json."""
    with open(HERE / "changes.json", encoding="utf-8") as file:
        return {entry["name"]: entry for entry in json.load(file)}


def git(repository, *arguments, at=0):
    """Runs git with a fixed author and clock, so that the same files give the same commits."""
    stamp = f"2026-11-20T09:{at:02d}:00Z"
    who = {"GIT_AUTHOR_NAME": "Acme", "GIT_AUTHOR_EMAIL": "dev@acme.example", "GIT_AUTHOR_DATE": stamp,
           "GIT_COMMITTER_NAME": "Acme", "GIT_COMMITTER_EMAIL": "dev@acme.example", "GIT_COMMITTER_DATE": stamp,
           "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(["git", *arguments], cwd=repository, env={**environment, **who}, capture_output=True,
                          check=False)
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def files_of(folder):
    """Every file below a folder, sorted, as path relative to it."""
    return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []


def lay(source, target, order=None):
    """Copies a folder's files over another folder, in sorted order or in the order that `order` shuffles."""
    paths = files_of(source)
    if order is not None:
        order.shuffle(paths)
    for path in paths:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target / path)


def base_migrations(name):
    """The migration files of the base revision, in order."""
    folders = [HERE / "backend" / MIGRATIONS, HERE / "changes" / name / "base"] if name else [
        HERE / "backend" / MIGRATIONS]
    return sorted((f / p for f in folders for p in files_of(f)), key=lambda p: p.name)


def change_migrations(name):
    """The migration files that the change adds, in order."""
    folders = [HERE / "changes" / n / "change" for n in changes()[name].get("with", []) + [name]]
    return sorted((f / p for f in folders for p in files_of(f)), key=lambda p: p.name)


def make_backend(target, name, order=None):
    """The Git repository: main has the base, change has the change in one or several commits."""
    target.mkdir(parents=True)
    git(target, "init", "-q", "-b", "main")
    lay(HERE / "backend", target, order)
    put(target, base_migrations(name), order)
    git(target, "add", "-A")
    git(target, "commit", "-q", "-m", "The shop as it is")
    git(target, "checkout", "-q", "-b", "change")
    if not name:
        return
    added = change_migrations(name)
    count = changes()[name].get("commits", 1)
    size = -(-len(added) // count)
    for number in range(count):
        put(target, added[number * size:(number + 1) * size], order)
        git(target, "add", "-A")
        git(target, "commit", "-q", "-m", f"{name}, part {number + 1} of {count}", at=number + 1)


def put(repository, migrations, order=None):
    """Copies migrations to their place in the repository."""
    (repository / MIGRATIONS).mkdir(parents=True, exist_ok=True)
    migrations = list(migrations)
    if order is not None:
        order.shuffle(migrations)
    for path in migrations:
        shutil.copyfile(path, repository / MIGRATIONS / path.name)


def make_analytics(target, name, state="before", order=None):
    """The data project, with the raw data of one state."""
    lay(HERE / "analytics", target, order)
    if name and changes()[name].get("registry"):
        lay(HERE / "changes" / name / "registry", target, order)
    if name and state == "after":
        deploy(target / "seeds", changes()[name]["after"])


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_csv(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def deploy(seeds, after):
    """Turns the raw data into what the loader delivers after the deploy.

    `after` is "same", "accounts", "accounts-empty" (the rows are moved by a later job), or per raw table the
    columns that change: a new name, null for a column that is gone, "" for one whose values are gone.
    """
    if after == "same":
        return
    if isinstance(after, str):
        rows = [account(row) for row in read_csv(seeds / "raw_customers.csv")]
        (seeds / "raw_customers.csv").unlink()
        write_csv(seeds / "raw_accounts.csv", list(rows[0]), rows if after == "accounts" else [])
        return
    for table, renamed in after.items():
        path = seeds / f"{table}.csv"
        rows = [{renamed.get(key) or key: "" if renamed.get(key) == "" else value
                 for key, value in row.items() if renamed.get(key, key) is not None} for row in read_csv(path)]
        write_csv(path, list(rows[0]), rows)


def account(customer):
    """A row of raw_accounts from a row of raw_customers."""
    row = {ACCOUNT_COLUMNS.get(key, key): value for key, value in customer.items()
           if key not in ("address", "customer_segment")}
    row.update(zip(ADDRESS_PARTS, customer["address"].split(", ")))
    row["account_tier"] = SEGMENT_TO_TIER[customer["customer_segment"]]
    return row


def build(target, name, state="before", seed=None):
    """Both halves in one folder. `seed` shuffles the order in which files are created."""
    target = pathlib.Path(target)
    order = None if seed is None else random.Random(seed)
    make_backend(target / "backend", name, order)
    make_analytics(target / "analytics", name, state, order)


def main():
    parser = argparse.ArgumentParser(prog="build", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?")
    parser.add_argument("--change", default="explicit-renames", choices=list(changes()), metavar="NAME")
    parser.add_argument("--state", default="before", choices=["before", "after"])
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        for entry in changes().values():
            print(f"{entry['name']:20} {entry['kind']:7} exit {entry['exit']}  {entry['says']}")
        return
    if not options.target:
        parser.error("name the folder to build in, or --list")
    if os.path.exists(options.target) and os.listdir(options.target):
        sys.exit(f'"{options.target}" is not empty: name a new folder')
    build(options.target, options.change, options.state)


if __name__ == "__main__":
    main()
