"""Cases from histories: explicit renames in disguise, and genuine drops and adds."""

import concurrent.futures
import dataclasses
import pathlib
import sys
import tempfile

from . import histories, judged, sql, trial, truth

FORMS = ("copy", "bare")


@dataclasses.dataclass
class Case:
    """One migration: its explicit renames, those that it writes as add, copy, drop, and pairs counted neither way."""

    step: histories.Step
    explicit: set
    copied: set
    unclear: set
    lot: str

    @property
    def title(self):
        return f"{self.step.project} {self.step.migration}"


@dataclasses.dataclass
class Result:
    """What the tool says of one case in one form; `claims` is None when it says nothing."""

    case: Case
    form: str
    claims: dict
    trouble: str


def collect(tool, folder, cache=None, only=""):
    """The cases of all histories in a folder; a migration that adds or drops without the other gives none.

    What two histories of one project have alike counts once.
    """
    found = []
    verdicts = judged.verdicts()
    for project, path in histories.repositories(folder):
        if only not in project:
            continue
        steps = histories.steps(tool, project, path, cache)
        print(f"{project}: {len(steps)} migrations", file=sys.stderr)
        seen = set()
        for step in steps:
            explicit = truth.renames(step)
            if truth.rotates(step) or not explicit and not truth.is_mixed(step):
                continue
            # Projects that keep a history for each database say everything twice.
            key = (step.migration, frozenset(explicit), truth.outline(step))
            if key in seen:
                continue
            seen.add(key)
            own = verdicts.get((project, step.migration), {})
            copied = {pair for pair in truth.copied(step) - explicit if own.get(pair) != "other"}
            copied = {pair for pair in copied if not truth.competes(pair, explicit)}
            unclear = {pair for pair, verdict in own.items() if verdict != "other"}
            unclear = (unclear | truth.explicit(step)) - explicit - copied
            found.append(Case(step, explicit, copied, unclear, histories.lot(project)))
    return found


def run(tool, found):
    """Asks the tool about every case in both forms; where nothing is renamed both are the same."""
    work = []
    for case in found:
        schema = sql.schema_text(case.step.before, case.step.enums_before)
        work.append((case, "bare", schema, sql.migration_text(case.step)))
        work.append((case, "copy", schema, sql.migration_text(case.step, frozenset(case.explicit | case.copied))))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "cases.git"
        trial.build(path, [(schema, text) for _, _, schema, text in work])
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda number: trial.claims(tool, path, number), range(len(work))))
    return [Result(case, form, claims, trouble)
            for (case, form, _, _), (claims, trouble) in zip(work, answers)]


def print_doubtful(found):
    """Pairs of one type that a genuine migration drops and adds in one table, and that nobody has judged."""
    for case in found:
        step, net = case.step, truth.delta(case.step)
        known = case.explicit | case.copied | case.unclear
        judged_pairs = judged.verdicts().get((step.project, step.migration), {})
        for table in sorted(net.lost_columns.keys() & net.new_columns.keys()):
            for old in net.lost_columns[table]:
                for new in net.new_columns[table]:
                    pair = truth.Pair(table, old, table, new)
                    taken = any(other.old_column == old and other.old_table == table
                                or other.new_column == new and other.new_table == table for other in known)
                    if not taken and pair not in judged_pairs:
                        kinds = [truth.kind(step.before[table], old), truth.kind(step.after[table], new)]
                        print(step.project, step.migration, f"{table}.{old} -> {table}.{new}", *kinds, sep=" | ")
        for old in net.lost_tables:
            for new in net.new_tables:
                if not any(pair.is_table and (pair.old_table == old or pair.new_table == new) for pair in known):
                    columns = [column["name"] for column in step.before[old]["columns"]]
                    others = [column["name"] for column in step.after[new]["columns"]]
                    print(step.project, step.migration, f"{old}: -> {new}:", ",".join(columns), ",".join(others),
                          sep=" | ")
    return 0
