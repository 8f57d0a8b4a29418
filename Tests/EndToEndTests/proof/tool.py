"""The tool under test as a process: arguments in, status and bytes out."""

import dataclasses
import functools
import json
import os
import subprocess

DATE = "2026-11-20"


@dataclasses.dataclass
class Outcome:
    """What one run of the tool left behind."""

    arguments: list
    status: int
    out: bytes
    err: bytes

    @property
    def text(self):
        """Both streams as text, for messages and for searching."""
        return (self.out + self.err).decode("utf-8", "replace")

    @functools.cached_property
    def report(self):
        """Standard output as JSON."""
        try:
            return json.loads(self.out)
        except ValueError as error:
            raise AssertionError(f"no JSON report ({error}) from:\n{self}") from error

    def __str__(self):
        return f"tidegate {' '.join(map(str, self.arguments))}\nstatus {self.status}\n{self.text[-4000:]}"


def clean_environment():
    """The environment without what changes the tool's or git's behaviour."""
    drop = ("GIT_", "NO_COLOR", "CLICOLOR", "TIDEGATE_", "GITHUB_", "CI_", "FORCE_COLOR")
    return {key: value for key, value in os.environ.items() if not key.startswith(drop)}


def tidegate(*arguments, cwd=None, stdout=subprocess.PIPE, timeout=120):
    """Runs the tool; a negative status is a signal."""
    tool = os.environ["TIDEGATE"]
    if not os.access(tool, os.X_OK):
        raise AssertionError(f'no tool at "{tool}": build it (swift build -c release) or name it with --tool')
    done = subprocess.run([tool, *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, stdout=stdout,
                          stderr=subprocess.PIPE, timeout=timeout, check=False,
                          env={**clean_environment(), "SWIFT_BACKTRACE": "enable=no"})
    return Outcome(list(arguments), done.returncode, done.stdout or b"", done.stderr)


def check(folder, *more, report="json", base="main", head="change", registry="analytics", **options):
    """`tidegate check` in a folder made by ci/demo-data/build."""
    return tidegate("check", "--repo", "backend", "--base", base, "--head", head, "--registry", registry,
                    "--date", DATE, "--report", report, *more, cwd=folder, **options)
