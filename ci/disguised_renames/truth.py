"""What a migration drops and adds by name, and which of these pairs the history says to be renames."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Pair:
    """One thing under its old and its new name; without column names it is a table."""

    old_table: str
    old_column: str
    new_table: str
    new_column: str

    @property
    def is_table(self):
        return not self.old_column


@dataclasses.dataclass
class Delta:
    """A migration as drops and adds: whatever has no longer the same name at the same place."""

    lost_tables: list
    new_tables: list
    lost_columns: dict
    new_columns: dict


def delta(step):
    """The net drops and adds of a step, by names alone."""
    def names(table):
        return [column["name"] for column in table["columns"]]

    lost, new = {}, {}
    for name in sorted(step.before.keys() & step.after.keys()):
        old, now = names(step.before[name]), names(step.after[name])
        gone = [column for column in old if column not in now]
        come = [column for column in now if column not in old]
        if gone:
            lost[name] = gone
        if come:
            new[name] = come
    return Delta(
        sorted(step.before.keys() - step.after.keys()), sorted(step.after.keys() - step.before.keys()), lost, new)


def outline(step):
    """The names that a step drops and adds, for telling equal migrations of several databases."""
    net = delta(step)
    return (tuple(net.lost_tables), tuple(net.new_tables), tuple((t, tuple(c)) for t, c in net.lost_columns.items()),
            tuple((t, tuple(c)) for t, c in net.new_columns.items()))


def explicit(step):
    """All pairs that a statement renames or moves."""
    kinds = ("columnRenamed", "tableRenamed", "tableMoved")
    pairs = (pair_of(change) for change in step.changes
             if change["confidence"] == "certain" and change["kind"] in kinds)
    return {pair for pair in pairs if pair}


def renames(step):
    """Explicit renames, as a set of pairs, of things that both names tell apart."""
    found = {pair for pair in explicit(step) if is_visible(pair, step)}
    tables = {pair.old_table: pair.new_table for pair in found if pair.is_table}
    return {pair for pair in found if pair.is_table or in_same_table(pair, tables)}


def in_same_table(pair, tables):
    return tables.get(pair.old_table, pair.old_table) == pair.new_table


def copied(step):
    """Pairs that the history drops and adds with a statement that copies the values: renames in fact."""
    found = set()
    for change in step.changes:
        if change["kind"] in ("columnRenamed", "tableRenamed") and change["confidence"] == "strong":
            if any(is_copy(evidence) for evidence in change["evidence"]):
                pair = pair_of(change)
                if pair and is_visible(pair, step):
                    found.add(pair)
    tables = {pair.old_table: pair.new_table for pair in found | renames(step) if pair.is_table}
    return {pair for pair in found if pair.is_table or in_same_table(pair, tables)}


def competes(pair, others):
    """Whether a renamed thing has the same old or the same new name: of two such pairs one is no rename."""
    return any((pair.old_table, pair.old_column) == (other.old_table, other.old_column)
               or (pair.new_table, pair.new_column) == (other.new_table, other.new_column) for other in others)


def is_copy(evidence):
    return evidence["kind"] == "dataMovement" and ("copied" in evidence["text"] or "rows" in evidence["text"])


def pair_of(change):
    """The pair that a rename in the tool's JSON names; None for anything that has not one name on each side."""
    to = change.get("to") or {}
    old, new = change.get("columns") or [], to.get("columns") or []
    if not change.get("table") or not to.get("table") or len(old) != len(new) or len(old) > 1:
        return None
    return Pair(bare(change["table"]), old[0] if old else "", bare(to["table"]), new[0] if new else "")


def bare(name):
    """The name of a table in the default schema, of PostgreSQL or SQLite, without that schema."""
    return name.removeprefix("public.").removeprefix("main.")


def is_visible(pair, step):
    """Whether the old name is gone and the new one is new; a swap of names is no drop and add."""
    if pair.is_table:
        return (is_known(pair, step) and pair.old_table in step.before and pair.old_table not in step.after
                and pair.new_table in step.after and pair.new_table not in step.before)
    old, new = step.before.get(pair.old_table), step.after.get(pair.new_table)
    if old is None or new is None:
        return False
    return (has(old, pair.old_column) and not has(step.after.get(pair.old_table), pair.old_column)
            and has(new, pair.new_column) and not has(step.before.get(pair.new_table), pair.new_column))


def rotates(step):
    """Whether names change places: one thing gets the name that another one had."""
    return any(rotates_table(pair, step) if pair.is_table else rotates_column(pair, step) for pair in explicit(step))


def rotates_table(pair, step):
    return pair.old_table in step.before and pair.old_table in step.after and pair.new_table in step.after


def rotates_column(pair, step):
    return (pair.old_table in step.after and pair.new_table in step.before
            and (has(step.after[pair.old_table], pair.old_column) or has(step.before[pair.new_table], pair.new_column))
            and has(step.before.get(pair.old_table), pair.old_column))


def is_known(pair, step):
    """Whether the history creates the table: of one that it only alters most columns are not known."""
    return not any((schema.get(name) or {}).get("isPartial")
                   for schema, name in ((step.before, pair.old_table), (step.after, pair.new_table)))


def kind(table, name):
    """The type of a column; None if the table has none of that name."""
    return next((column["type"] for column in table["columns"] if column["name"] == name), None)


def has(table, column):
    return table is not None and any(other["name"] == column for other in table["columns"])


def is_mixed(step):
    """Whether something goes and something of its kind comes, so that it could be taken for a rename."""
    net = delta(step)
    if net.lost_tables and net.new_tables:
        return True
    return any(name in net.new_columns for name in net.lost_columns)
