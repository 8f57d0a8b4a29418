"""dbt with DuckDB, run for real: what fails when the raw data is as it is."""

import collections
import dataclasses
import json
import multiprocessing
import os

STEPS = ("seed", "run", "test")


@dataclasses.dataclass
class Outcome:
    """What one `dbt seed; dbt run; dbt test` left behind, by dbt's unique ids."""

    failed: dict = dataclasses.field(default_factory=dict)
    manifest: dict = dataclasses.field(default_factory=dict)

    def names(self, kind):
        """Names of what failed or was skipped, of one kind of node."""
        return {self.manifest["nodes"][node]["name"] for node in self.failed if node.startswith(kind + ".")}

    def parents(self, name):
        """Names of the nodes that the test of this name reads."""
        nodes = [n for n in self.manifest["nodes"].values() if n["resource_type"] == "test" and n["name"] == name]
        return {parent for node in nodes for parent in node["depends_on"]["nodes"]}

    def dark_exposures(self):
        """Names of exposures with a failed model above them."""
        above = self.manifest["parent_map"]

        def failed(node, seen):
            return node in self.failed and node.startswith("model.") or any(
                failed(parent, seen | {node}) for parent in above.get(node, ()) if parent not in seen)

        return {self.manifest["exposures"][e]["name"] for e in self.manifest["exposures"] if failed(e, frozenset())}


def build(project, warehouse):
    """Seeds, runs and tests a project on a fresh DuckDB file, in a process of its own."""
    return Started(project, warehouse).outcome()


def build_all(projects):
    """The same for many: yields the outcomes of (project, warehouse) in their order, as many at a time as there are
    cores."""
    waiting = collections.deque(projects)
    running = collections.deque()
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            running.append(Started(*waiting.popleft()))
        yield running.popleft().outcome()


class Started:
    """A build that goes on by itself."""

    def __init__(self, project, warehouse):
        if os.path.exists(warehouse):
            raise AssertionError(f"{warehouse} is not fresh")
        import dbt.cli.main  # noqa: F401  loaded once here, shared by the forked processes
        fork = multiprocessing.get_context("fork")
        self.project, self.results = project, fork.Queue()
        self.child = fork.Process(target=work, args=(str(project), str(warehouse), self.results))
        self.child.start()

    def outcome(self):
        """Waits for the end."""
        try:
            answer = self.results.get(timeout=180)
        finally:
            self.child.join(timeout=20)
            if self.child.is_alive():
                self.child.kill()
        if isinstance(answer, str):
            raise AssertionError(answer)
        with open(self.project / "target" / "manifest.json", encoding="utf-8") as file:
            return Outcome(answer, json.load(file))


def work(project, warehouse, results):
    """In the child: three dbt commands, then the ids that failed with their status."""
    log = os.open(os.path.join(project, "dbt.out"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(ACME_DUCKDB=warehouse, DBT_SEND_ANONYMOUS_USAGE_STATS="false", DO_NOT_TRACK="1",
                      DBT_VERSION_CHECK="false", DBT_USE_COLORS="false")
    try:
        from dbt.cli.main import dbtRunner
        failed, runner = {}, dbtRunner()
        for step in STEPS:
            outcome = runner.invoke([step, "--project-dir", project, "--profiles-dir", project, "--quiet"])
            if outcome.exception or (step == "seed" and not outcome.success):
                results.put(f"dbt {step} did not run in {project}: {outcome.exception or 'a seed failed'}")
                return
            failed.update({r.node.unique_id: str(r.status) for r in outcome.result
                           if str(r.status) not in ("success", "pass", "warn")})
        results.put(failed)
    except BaseException as error:  # noqa: BLE001  the parent must hear of everything
        results.put(f"dbt: {error!r}")
