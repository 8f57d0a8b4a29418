"""JSON against its shipped schema, SARIF 2.1.0 against its structure, Markdown as a reviewer's checklist."""

import json
import pathlib
import re

import acme
import jsonschema
from proof.scratch import ScratchTest
from proof.tool import check

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEVELS = {"none", "note", "warning", "error"}
HOSTILE = ('CREATE TABLE "a|b <script>alert(1)</script> `x` [y](z) \x1b[31m ::error::" (id int);\n'
           'ALTER TABLE users RENAME COLUMN email TO "mail\n- [x] | approved <img src=x>";\n')


def report_schema():
    """The JSON Schema that ships with the tool."""
    found = sorted(ROOT.glob("Sources/**/report.schema.json")) + sorted(ROOT.glob("schemas/**/report*.schema.json"))
    if not found:
        raise AssertionError('no "report.schema.json" below Sources or schemas')
    return json.loads(found[0].read_text(encoding="utf-8"))


class MachineFormats(ScratchTest):
    def outcome(self, name, report):
        """The check of one change in one format, with the exit status that the change is to have."""
        outcome = check(self.build(name, into=name), report=report)
        self.assertEqual(outcome.status, acme.changes()[name]["exit"], outcome)
        return outcome

    def hostile(self):
        folder = self.build("additive", into="hostile")
        self.commit(folder, {f"{acme.MIGRATIONS}/0021_hostile.sql": HOSTILE})
        return folder

    def test_json_follows_its_schema(self):
        schema = report_schema()
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        validator = validator(schema)
        for name in acme.changes():
            with self.subTest(change=name):
                report = self.outcome(name, "json").report
                self.assertEqual([e.message for e in validator.iter_errors(report)], [])
        for report in (check(self.hostile()).report, check(self.build("additive"), "--backend", "nobody").report):
            self.assertEqual([e.message for e in validator.iter_errors(report)], [])

    def test_the_schema_is_strict_enough_to_fail(self):
        schema = report_schema()
        report = check(self.build("explicit-renames")).report
        for key in ("verdict", "changes", "effects", "findings"):
            broken = {k: v for k, v in report.items() if k != key}
            with self.assertRaises(jsonschema.ValidationError, msg=key):
                jsonschema.validate(broken, schema)
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate({**report, "verdict": "fine"}, schema)

    def test_json_lists_are_sorted_and_refer_to_each_other(self):
        for name in acme.changes():
            with self.subTest(change=name):
                self.references(self.outcome(name, "json").report)

    def references(self, report):
        ids = {change["id"] for change in report["changes"]}
        self.assertEqual(len(ids), len(report["changes"]))
        assets = [effect["asset"] for effect in report["effects"]]
        self.assertEqual(len(assets), len(set(assets)), "one effect per asset")
        for effect in report["effects"]:
            self.assertLessEqual(set(effect["changes"]), ids)
        for finding in report["findings"]:
            if finding["change"] is not None:
                self.assertIn(finding["change"], ids)
            self.assertLessEqual(set(finding["effects"]), set(assets))
        keys = [(finding["rule"], finding["change"]) for finding in report["findings"] if finding["change"]]
        self.assertEqual(len(keys), len(set(keys)), "one finding per rule and change")

    def test_sarif_structure(self):
        for name in acme.changes():
            with self.subTest(change=name):
                self.sarif(json.loads(self.outcome(name, "sarif").out))
        self.sarif(json.loads(check(self.hostile(), report="sarif").out))
        blocked = json.loads(check(self.build("explicit-renames"), report="sarif").out)
        self.assertIn("error", {result["level"] for result in blocked["runs"][0]["results"]})

    def sarif(self, log):
        """What SARIF 2.1.0 demands of a log, and what code-scanning services demand on top."""
        self.assertEqual(log["version"], "2.1.0")
        self.assertIn("sarif-schema-2.1.0", log["$schema"])
        self.assertEqual(len(log["runs"]), 1)
        run = log["runs"][0]
        driver = run["tool"]["driver"]
        self.assertEqual(driver["name"], "tidegate")
        self.assertRegex(driver["version"], r"^\d+\.\d+")
        rules = [rule["id"] for rule in driver["rules"]]
        self.assertEqual(len(rules), len(set(rules)))
        for rule in driver["rules"]:
            self.assertTrue(rule["shortDescription"]["text"])
        for result in run["results"]:
            self.assertIn(result["level"], LEVELS)
            self.assertTrue(result["message"]["text"].strip())
            self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
            self.assertTrue(result["locations"], "a result without a place is not shown")
            self.assertTrue(all(isinstance(v, str) and v for v in result["partialFingerprints"].values()))
            for location in result["locations"] + result.get("relatedLocations", []):
                physical = location["physicalLocation"]
                uri = physical["artifactLocation"]["uri"]
                self.assertRegex(uri, r"^[A-Za-z0-9._~/%+@=,-]+$")
                self.assertFalse(uri.startswith("/") or ".." in uri.split("/"), uri)
                self.assertGreaterEqual(physical["region"]["startLine"], 1)
                self.assertGreaterEqual(physical["region"].get("startColumn", 1), 1)

    def test_markdown_is_a_checklist_with_owners_and_pairs(self):
        outcome = check(self.build("explicit-renames"), report="markdown")
        text = outcome.out.decode()
        self.assertGreaterEqual(len(re.findall(r"^\s*- \[ \] ", text, re.MULTILINE)), 3)
        for words in ("stg_customers", "premium", "gold", "Finance Reporting"):
            self.assertIn(words, text)

    def test_text_from_the_repository_is_escaped(self):
        folder = self.hostile()
        markdown = check(folder, report="markdown").out.decode()
        self.assertNotIn("<script>", markdown)
        self.assertNotIn("<img", markdown)
        self.assertIsNone(re.search(r"^- \[x\] \| approved", markdown, re.MULTILINE))
        for report in ("text", "markdown"):
            self.assertNotIn("\x1b", check(folder, report=report).out.decode(), report)

    def test_several_reports_at_once(self):
        folder = self.build("explicit-renames")
        formats = ("json", "sarif", "markdown", "text")
        more = [part for name in formats[1:] for part in ("--report", f"{name}={folder}/out.{name}")]
        outcome = check(folder, *more, report=f"json={folder}/out.json")
        self.assertEqual((outcome.status, outcome.out), (1, b""), outcome)
        for name in formats:
            alone = check(folder, report=name)
            self.assertEqual((folder / f"out.{name}").read_bytes(), alone.out, name)
