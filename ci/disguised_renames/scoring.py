"""Precision and recall by least confidence."""

import collections

from .histories import LOTS

LEVELS = ("certain", "strong", "likely", "possible")
# (form, least confidence) -> (precision, recall) that must be reached; a whole copy makes a pair strong.
TARGETS = {("copy", "strong"): (0.99, 0.99), ("copy", "likely"): (0.99, 0.99), ("bare", "likely"): (0.95, 0.6)}
TITLES = {"copy": "add, copy, drop", "bare": "bare drop and add"}


def wanted(result):
    """The pairs that a result should name; those that were copied in the history count where the copy is written."""
    return result.case.explicit | (result.case.copied if result.form == "copy" else set())


def uncounted(result):
    """Pairs that count neither way: renames in fact that the history does not write as such."""
    return result.case.unclear | (result.case.copied if result.form == "bare" else set())


def is_spelling(pair):
    """Whether only case, gaps or the plural differ: a rename in fact, whatever the history writes."""
    old, new = (pair.old_table, pair.new_table) if pair.is_table else (pair.old_column, pair.new_column)
    return letters(old) == letters(new)


def letters(name):
    return name.replace("_", "").lower().removesuffix("s")


def at_level(claims, level):
    allowed = LEVELS[:LEVELS.index(level) + 1]
    return {pair for pair, confidence in (claims or {}).items() if confidence in allowed}


def count(results, level):
    """(right, wrong, missed) over all results of one form."""
    right = wrong = missed = 0
    for result in results:
        claims, true = at_level(result.claims, level), wanted(result)
        right += len(claims & true)
        wrong += len(mistakes(result, claims))
        missed += len(true - claims)
    return right, wrong, missed


def mistakes(result, claims):
    """Claims that are no renames, of histories that would say so."""
    if not result.case.step.tells_renames:
        return set()
    return {pair for pair in claims - wanted(result) - uncounted(result) if not is_spelling(pair)}


def ratio(part, rest):
    return part / (part + rest) if part + rest else float("nan")


def print_tables(results):
    """One table a form and lot; the exit status."""
    status = 0
    for form in ("copy", "bare"):
        for name in LOTS:
            part = [other for other in results if other.form == form and other.case.lot == name]
            columns = sum(not pair.is_table for other in part for pair in wanted(other))
            tables = sum(pair.is_table for other in part for pair in wanted(other))
            genuine = sum(not wanted(other) and other.case.step.tells_renames for other in part)
            print(f"\n{TITLES[form]}, {name}: {columns} columns, {tables} tables renamed; "
                  f"{genuine} migrations without a rename")
            print("| least confidence | precision | recall | right | wrong | missed |\n|---|---|---|---|---|---|")
            for level in LEVELS:
                right, wrong, missed = count(part, level)
                precision, recall = ratio(right, wrong), ratio(right, missed)
                print(f"| {level} | {precision:.3f} | {recall:.3f} | {right} | {wrong} | {missed} |")
                target = TARGETS.get((form, level))
                if target and name == "held out" and (precision < target[0] or recall < target[1]):
                    print(f"missed: {name}, {TITLES[form]}, {level}: {target[0]} and {target[1]} are wanted")
                    status = 1
            silent = sum(len(at_level(other.claims, "likely") - wanted(other)) for other in part
                         if not other.case.step.tells_renames)
            print(f"{silent} more at likely in migrations by Prisma, which writes no renames, are not counted")
            troubles = sum(other.claims is None for other in part)
            if troubles:
                print(f"{troubles} cases without an answer")
                status = 1
    return status


def print_projects(found):
    """How many renames and genuine migrations each project gives."""
    rows = collections.OrderedDict()
    for case in found:
        row = rows.setdefault(case.step.project, [case.step.framework, case.lot, 0, 0, 0])
        row[2] += sum(not pair.is_table for pair in case.explicit)
        row[3] += sum(pair.is_table for pair in case.explicit)
        row[4] += not case.explicit and case.step.tells_renames
    print("| project | framework | lot | columns renamed | tables renamed | migrations without a rename |")
    print("|---|---|---|---|---|---|")
    for project, (framework, lot, columns, tables, genuine) in rows.items():
        print(f"| {project} | {framework} | {lot} | {columns} | {tables} | {genuine} |")


def print_mistakes(results):
    """Every wrong claim and every miss at `likely`, and troubles."""
    for result in results:
        lot = result.case.lot[0].upper()
        claims, true = at_level(result.claims, "likely"), wanted(result)
        for pair in sorted(mistakes(result, claims), key=shown):
            print(lot, result.form, "wrong", result.case.title, shown(pair), result.claims[pair], sep=" | ")
        for pair in sorted(true - claims, key=shown):
            guess = (result.claims or {}).get(pair, "-")
            print(lot, result.form, "missed", result.case.title, shown(pair), guess, sep=" | ")
        if result.claims is None:
            print(lot, result.form, "no answer", result.case.title, result.trouble.strip()[:300], sep=" | ")


def shown(pair):
    old = pair.old_table + (f".{pair.old_column}" if pair.old_column else "")
    return old + " -> " + pair.new_table + (f".{pair.new_column}" if pair.new_column else "")
