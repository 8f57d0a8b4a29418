"""Who may decide what: waivers and bindings come from the data team, the gate's configuration from the target."""

from proof.scratch import ScratchTest, write
from proof.tool import check

MIGRATION = "db/migrations/0020_accounts.sql"


class Trust(ScratchTest):
    def accept_all(self, folder, report, extra=""):
        """Writes a waiver into the data team's registry for every blocking finding of a report."""
        policy = folder / "analytics/tidegate.yml"
        prints = sorted({f["fingerprint"] for f in report["findings"] if f["severity"] == "block"})
        self.assertTrue(prints)
        entries = "".join(f'  - {{fingerprint: "{p}", reason: "agreed, see ticket 7", owner: data-platform{extra}}}\n'
                          for p in prints)
        write(policy, policy.read_text(encoding="utf-8") + "waivers:\n" + entries)

    def test_a_waiver_of_the_data_team_lets_the_change_pass(self):
        folder = self.build("explicit-renames")
        self.accept_all(folder, check(folder).report)
        report = check(folder).report
        self.assertEqual((report["verdict"], report["exitStatus"]), ("pass", 0))
        self.assertTrue(report["waivers"]["applied"])

    def test_a_waiver_holds_from_its_first_to_its_last_day(self):
        for extra, status in ((", expires: 2026-11-20", 0), (", expires: 2026-11-19", 1),
                              (", not-before: 2026-11-20", 0), (", not-before: 2026-11-21", 1)):
            with self.subTest(extra=extra):
                folder = self.build("explicit-renames", into=extra.replace(" ", "").replace(":", "").replace(",", ""))
                self.accept_all(folder, check(folder).report, extra)
                outcome = check(folder)
                self.assertEqual(outcome.status, status, outcome)

    def test_a_waiver_survives_moved_lines_and_a_renamed_file(self):
        folder = self.build("explicit-renames")
        self.accept_all(folder, check(folder).report)
        text = (folder / "backend" / MIGRATION).read_text(encoding="utf-8")
        (folder / "backend" / MIGRATION).unlink()
        self.commit(folder, {"db/migrations/0030_later.sql": "-- moved\n\n\n" + text})
        self.assertEqual(check(folder).status, 0)

    def test_a_waiver_dies_when_the_change_grows(self):
        folder = self.build("filter-only")
        self.accept_all(folder, check(folder).report)
        self.assertEqual(check(folder).status, 0)
        self.commit(folder, {"db/migrations/0021_more.sql": "ALTER TABLE orders RENAME COLUMN status TO state;\n"})
        self.assertEqual(check(folder).status, 1)

    def test_a_waiver_in_the_backend_counts_for_nothing(self):
        folder = self.build("explicit-renames")
        prints = {f["fingerprint"] for f in check(folder).report["findings"]}
        entries = "".join(f'  - {{fingerprint: "{p}", reason: "no", owner: me}}\n' for p in sorted(prints))
        self.commit(folder, {"tidegate.yml": f"version: 1\nbackends: {{shop: {{source: acme}}}}\nwaivers:\n{entries}"})
        self.assertEqual(check(folder).status, 1)

    def test_configuration_is_read_at_the_target_not_at_head(self):
        folder = self.build("explicit-renames")
        self.commit(folder, {".tidegate.yml": "version: 1\nbackend: nobody\nmigrations:\n"
                                              "  - {framework: plain-sql, paths: [\"none/*.sql\"], only: true}\n"})
        outcome = check(folder)
        self.assertEqual(outcome.status, 1, outcome)
        self.assertIn(".tidegate.yml", outcome.text)

    def test_editing_the_configuration_is_a_finding(self):
        folder = self.build("additive")
        before = check(folder).report["findings"]
        self.commit(folder, {".tidegate.yml": "version: 1\nbackend: nobody\n"})
        after = check(folder).report["findings"]
        self.assertGreater(len(after), len(before))
        self.assertIn("block", {f["severity"] for f in after})

    def test_severities_are_the_data_teams(self):
        folder = self.build("filter-only")
        policy = folder / "analytics/tidegate.yml"
        write(policy, policy.read_text(encoding="utf-8") + "severities: {broken: review, starved: review}\n")
        report = check(folder).report
        self.assertEqual(report["exitStatus"], 0, report["findings"])
        self.assertIn("review", {f["severity"] for f in report["findings"]})
