"""The pairs that were judged by hand: judged.txt."""

import functools
import pathlib

from .truth import Pair

VERDICTS = ("rename", "unclear", "other")


@functools.cache
def verdicts():
    """(project, migration) -> {pair: verdict}."""
    found = {}
    for number, line in enumerate((pathlib.Path(__file__).parent / "judged.txt").read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 5 or " -> " not in parts[2] or parts[3] not in VERDICTS:
            raise SystemExit(f"judged.txt:{number}: expected project | migration | old -> new | verdict | why")
        old, new = parts[2].split(" -> ")
        pair = Pair(*side(old), *side(new))
        found.setdefault((parts[0], parts[1]), {})[pair] = parts[3]
    return found


def side(text):
    """`table.column`, or `table:` for a table."""
    if text.endswith(":"):
        return text[:-1], ""
    table, _, column = text.rpartition(".")
    return table, column
