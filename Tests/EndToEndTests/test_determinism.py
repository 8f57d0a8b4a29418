"""Same input, same bytes; the order in which files were created does not matter."""

import acme
from proof.scratch import ScratchTest
from proof.tool import check, tidegate

FORMATS = ("json", "sarif", "markdown", "text")


class Determinism(ScratchTest):
    def test_same_input_same_bytes(self):
        for name in ("explicit-renames", "spread", "no-data", "additive"):
            folder = self.build(name, into=name)
            for report in FORMATS:
                with self.subTest(change=name, report=report):
                    first = check(folder, report=report)
                    self.assertIn(first.status, (0, 1), first)
                    for _ in range(3):
                        self.assertEqual(check(folder, report=report).out, first.out)

    def test_shuffled_file_order_gives_the_same_report(self):
        for name in acme.changes():
            with self.subTest(change=name):
                first = check(self.build(name, into=f"{name}-0"))
                self.assertIn(first.status, (0, 1), first)
                for seed in (1, 2):
                    again = check(self.build(name, seed=seed, into=f"{name}-{seed}"))
                    self.assertEqual(again.out, first.out)

    def test_schema_and_diff_too(self):
        folder = self.build("spread")
        for arguments in (["schema", "--repo", "backend", "--at", "change", "--format", "json"],
                          ["diff", "--repo", "backend", "--base", "main", "--head", "change"]):
            with self.subTest(command=arguments[0]):
                first = tidegate(*arguments, cwd=folder)
                self.assertEqual(first.status, 0, first)
                self.assertEqual(tidegate(*arguments, cwd=folder).out, first.out)

    def test_nothing_is_written_but_the_reports(self):
        folder = self.build("explicit-renames")
        before = snapshot(folder)
        check(folder, "--report", f"json={folder}/report.json")
        (folder / "report.json").unlink()
        self.assertEqual(snapshot(folder), before)


def snapshot(folder):
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
