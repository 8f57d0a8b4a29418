"""Questions that the tests ask a JSON report."""

import re

# Effects after which an asset does not do its work on the next run.
FAILING = {"broken", "starved", "contractViolated", "testFails"}


def short(asset):
    """The name in an asset id, without kind, project and dbt's hash: how dbt's output calls it."""
    parts = asset.split(".")
    if parts[0] in ("test", "unit_test") and len(parts) > 3 and re.fullmatch(r"[0-9a-f]{10}", parts[-1]):
        parts = parts[:-1]
    return ".".join(parts[2:]) if len(parts) > 2 else asset


def named(report, kind, effects=None):
    """Names of the assets of a kind with one of the effects (default: any but unaffected)."""
    return {short(e["asset"]) for e in report["effects"] if e["kind"] == kind
            and (e["effect"] in effects if effects else e["effect"] != "unaffected")}


def change_facts(change):
    """A change without identity, evidence and place: what happened to which names."""
    to = change.get("to") or {}
    return (change["kind"], change.get("table"), tuple(change.get("columns") or ()), to.get("table"),
            tuple(to.get("columns") or ()))


def value_pairs(change):
    """The value map of a change as a set of pairs."""
    return {(pair["from"], pair["to"]) for pair in change.get("values") or ()}


def locations(value):
    """Every object in a report that names a file and a line, however deep."""
    if isinstance(value, dict):
        if "file" in value and "line" in value:
            yield value
        for part in value.values():
            yield from locations(part)
    elif isinstance(value, list):
        for part in value:
            yield from locations(part)


def places(value):
    """The (file, line) pairs in a part of a report."""
    return {(place["file"], place["line"]) for place in locations(value)}
