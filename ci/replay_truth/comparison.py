"""Holds a replayed schema against a truth."""

import dataclasses


@dataclasses.dataclass
class Comparison:
    """Counts over the tables and columns of both sides, and every difference as a line."""

    tables_equal: int = 0
    tables_total: int = 0
    columns_equal: int = 0
    columns_total: int = 0
    differences: list = dataclasses.field(default_factory=list)


def compare(truth, replayed):
    """A table is equal when all its columns are; a column when name, type class and nullability are."""
    result = Comparison()
    for name in sorted((set(truth.tables) | set(replayed.tables)) - truth.ignored):
        wanted, got = truth.tables.get(name), replayed.tables.get(name)
        result.tables_total += 1
        if wanted is None or got is None:
            side = "not replayed" if got is None else "not in the truth"
            result.columns_total += len(wanted or got)
            result.differences.append(f"{name}: {side}")
            continue
        got = {column: got[column] for column in got if f"{name}.{column}" not in truth.ignored}
        lines = list(column_differences(name, wanted, got))
        total = len(set(wanted) | set(got))
        result.columns_total += total
        result.columns_equal += total - len(lines)
        result.tables_equal += not lines
        result.differences += lines
    return result


def column_differences(table, wanted, got):
    """One line for each column that differs."""
    for name in sorted(set(wanted) | set(got)):
        if name not in got:
            yield f"{table}.{name}: not replayed ({wanted[name]})"
        elif name not in wanted:
            yield f"{table}.{name}: not in the truth ({got[name]})"
        elif not wanted[name].agrees(got[name]):
            yield f"{table}.{name}: {got[name]}, the truth says {wanted[name]}"
