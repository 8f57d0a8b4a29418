"""Puts cases into a scratch repository and asks the tool what each of them changes."""

import json
import subprocess

from .truth import pair_of

BASE, CHANGE = "migrations/0001_base.sql", "migrations/0002_change.sql"
# The types may be those of any database, the text is always written as for this one.
CONFIGURATION = ".tidegate.yml", "version: 1\ndialect: postgres\n"


def build(folder, cases):
    """A bare repository with two commits a case, `base/N` and `head/N`; cases are (schema, migration) texts."""
    subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
    feed = bytearray()
    mark = 0

    def blob(text):
        nonlocal mark
        data = text.encode()
        mark += 1
        feed.extend(f"blob\nmark :{mark}\ndata {len(data)}\n".encode() + data + b"\n")
        return mark

    def put(reference, files, parent):
        nonlocal mark
        mark += 1
        feed.extend(f"commit {reference}\nmark :{mark}\ncommitter c <c@example.org> 0 +0000\ndata 0\n".encode())
        if parent:
            feed.extend(f"from :{parent}\n".encode())
        for path, content in files:
            feed.extend(f"M 100644 :{content} {path}\n".encode())
        feed.extend(b"\n")
        return mark

    configuration = CONFIGURATION[0], blob(CONFIGURATION[1])
    for number, (schema, migration) in enumerate(cases):
        files = [configuration, (BASE, blob(schema))]
        base = put(f"refs/heads/base-{number}", files, 0)
        put(f"refs/heads/head-{number}", [(CHANGE, blob(migration))], base)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=bytes(feed), check=True)


def claims(tool, folder, number):
    """Pair -> confidence of every rename that the tool sees in a case; `None` when it gives no answer."""
    outcome = subprocess.run(
        [tool, "diff", "--repo", str(folder), "--base", f"base-{number}", "--head", f"head-{number}",
         "--format", "json"], capture_output=True, text=True)
    if outcome.returncode not in (0, 2) or not outcome.stdout.strip():
        return None, outcome.stderr
    found = {}
    for change in json.loads(outcome.stdout):
        if change["kind"] in ("columnRenamed", "tableRenamed", "tableMoved"):
            pair = pair_of(change)
            if pair:
                found[pair] = change["confidence"]
    return found, outcome.stderr
