"""What is printed of a project, and whether it is good enough."""

from .comparison import compare

ENOUGH = 99.5
BLIND = 1.0


class Result:
    """One project: its truth, its replay and the comparison of both."""

    def __init__(self, name, commit, truth, replay):
        self.name, self.commit, self.replay = name, commit, replay
        self.comparison = compare(truth, replay.schema)

    @property
    def table_share(self):
        return percent(self.comparison.tables_equal, self.comparison.tables_total)

    @property
    def column_share(self):
        return percent(self.comparison.columns_equal, self.comparison.columns_total)

    @property
    def blind_share(self):
        # Without any operation nothing was read at all.
        return percent(len(self.replay.blind_spots), self.replay.operations) if self.replay.operations else 100.0

    @property
    def is_good(self):
        return (not self.replay.trap and self.table_share >= ENOUGH and self.column_share >= ENOUGH
                and self.blind_share < BLIND)


def percent(part, whole):
    return 100.0 * part / whole if whole else 0.0


def show(result, limit):
    """Everything known of one project."""
    replay, comparison = result.replay, result.comparison
    print(f"\n{result.name} at {result.commit[:10]}")
    if replay.trap:
        print(f"  TRAP: {replay.trap}")
        return
    print(f"  tables   {comparison.tables_equal}/{comparison.tables_total}  {result.table_share:.2f} %")
    print(f"  columns  {comparison.columns_equal}/{comparison.columns_total}  {result.column_share:.2f} %")
    print(f"  {replay.operations} operations in {replay.migrations} migrations, "
          f"{len(replay.blind_spots)} blind spots ({result.blind_share:.2f} %), "
          f"{len(replay.misfits)} that cannot matter")
    for title, lines in (("differences", comparison.differences), ("blind spots", replay.blind_spots),
                         ("cannot matter", replay.misfits)):
        for line in [f"  {title}:"] * bool(lines) + [f"    {line}" for line in lines[:limit]]:
            print(line)
        if len(lines) > limit:
            print(f"    and {len(lines) - limit} more")


def show_summary(results):
    """One line for each project."""
    print(f"\n{'project':34} {'tables':>9} {'columns':>9} {'blind':>8}")
    for result in results:
        row = f"{result.table_share:8.2f}% {result.column_share:8.2f}% {result.blind_share:7.2f}%"
        verdict = "good" if result.is_good else "TRAP" if result.replay.trap else "SHORT"
        print(f"{result.name:34} {row}  {verdict}")
