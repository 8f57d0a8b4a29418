"""Exit status through the process: 0 pass, 1 blocked, 2 undetermined, 64 bad usage, 70 internal error."""

import json
import os
import signal

from proof.scratch import ScratchTest, write
from proof.tool import check, tidegate


class ExitStatus(ScratchTest):
    def test_0_and_1(self):
        self.assertEqual(check(self.build("additive", into="a")).status, 0)
        self.assertEqual(check(self.build("explicit-renames", into="b")).status, 1)

    def test_status_and_verdict_of_the_report_are_those_of_the_process(self):
        for change in ("additive", "explicit-renames"):
            outcome = check(self.build(change, into=change))
            self.assertEqual(outcome.report["exitStatus"], outcome.status)

    def test_2_still_writes_the_requested_report(self):
        folder = self.build("additive")
        write(folder / "backend/.tidegate.yml", "version: 1\nbackend: shop\n")
        outcome = check(folder, "--backend", "warehouse", "--report", f"json={folder}/report.json")
        self.assertEqual(outcome.status, 2, outcome)
        with open(folder / "report.json", encoding="utf-8") as file:
            report = json.load(file)
        self.assertEqual((report["verdict"], report["exitStatus"]), ("undetermined", 2))

    def test_64_for_bad_usage(self):
        folder = self.build("additive")
        for arguments, word in ((["chekc"], "check"), (["check", "--registri", "x"], "--registry"),
                                (["check", "--base"], "--base"), (["check", "--report", "yaml"], "yaml"),
                                (["check", "--date", "yesterday"], "yesterday"),
                                (["check", "--head", "change", "--staged"], "--staged")):
            with self.subTest(arguments=arguments):
                outcome = tidegate(*arguments, cwd=folder / "backend")
                self.assertEqual(outcome.status, 64, outcome)
                self.assertIn(word, outcome.text)

    def test_help_and_version_are_0(self):
        for arguments in (["--help"], ["-h"], ["--version"], ["check", "--help"], ["schema", "-h"]):
            with self.subTest(arguments=arguments):
                outcome = tidegate(*arguments)
                self.assertEqual((outcome.status, bool(outcome.out)), (0, True), outcome)

    def test_70_when_the_report_cannot_be_written(self):
        folder = self.build("additive")
        with open("/dev/full", "wb") as full:
            outcome = check(folder, stdout=full)
        self.assertEqual(outcome.status, 70, outcome)
        outcome = check(folder, "--report", "sarif=/dev/full")
        self.assertEqual(outcome.status, 70, outcome)
        self.assertIn("/dev/full", outcome.text)

    def test_a_reader_that_leaves_early_never_makes_a_pass(self):
        folder = self.build("explicit-renames")
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as closed:
            outcome = check(folder, stdout=closed)
        self.assertIn(outcome.status, (-signal.SIGPIPE, 70), outcome)

    def test_diff_exit_code(self):
        folder = self.build("additive")
        options = ["--repo", "backend", "--base", "main", "--head", "change"]
        self.assertEqual(tidegate("diff", *options, cwd=folder).status, 0)
        self.assertEqual(tidegate("diff", *options, "--exit-code", cwd=folder).status, 1)
        same = ["--repo", "backend", "--base", "main", "--head", "main", "--exit-code"]
        self.assertEqual(tidegate("diff", *same, cwd=folder).status, 0)
