"""The commands beside check, as a new user would try them."""

import json

import acme
from proof.scratch import ScratchTest
from proof.tool import check, tidegate


class Commands(ScratchTest):
    def run_in(self, folder, *arguments, status=0):
        outcome = tidegate(*arguments, cwd=folder)
        self.assertEqual(outcome.status, status, outcome)
        return outcome.out.decode()

    def test_diff_names_the_changes_without_a_registry(self):
        folder = self.build("explicit-renames")
        text = self.run_in(folder, "diff", "--repo", "backend", "--base", "main", "--head", "change")
        for word in ("users", "accounts", "user_id", "account_id", "address", "postal_code", "premium", "gold"):
            self.assertIn(word, text)

    def test_schema_prints_ddl_that_knows_the_head(self):
        folder = self.build("explicit-renames")
        text = self.run_in(folder, "schema", "--repo", "backend", "--at", "change")
        self.assertIn("account_tier", text)
        self.assertIn("customer_segment", self.run_in(folder, "schema", "--repo", "backend", "--at", "main"))

    def test_history_tells_what_each_migration_changes(self):
        folder = self.build("explicit-renames")
        text = self.run_in(folder, "history", "--repo", "backend", "--at", "change")
        self.assertLess(text.index("0001"), text.index("account_tier"))
        about = self.run_in(folder, "history", "--repo", "backend", "--at", "change", "--table", "accounts")
        self.assertIn("users", about)
        self.assertNotIn("orders", about)
        steps = json.loads(self.run_in(folder, "history", "--repo", "backend", "--at", "change", "--format", "json"))
        last = steps["migrations"][-1]
        self.assertIn("users", "".join(last["goneTables"]))
        renamed = {change["columns"][0] for change in last["changes"] if change["kind"] == "columnRenamed"}
        self.assertLessEqual({"user_id", "customer_segment"}, renamed)
        columns = {column["name"] for table in last["tables"] for column in table["columns"]}
        self.assertIn("account_tier", columns)

    def test_impact_of_a_table_a_column_and_a_value(self):
        folder = self.build("additive")
        where = ["--repo", "backend", "--registry", "analytics"]
        table = self.run_in(folder, "impact", "users", *where)
        for word in ("stg_customers", "dim_customers", "daily_revenue"):
            self.assertIn(word, table)
        self.assertNotIn("dim_products", table)
        self.assertIn("stg_orders", self.run_in(folder, "impact", "orders", "--column", "is_test", *where))
        value = self.run_in(folder, "impact", "users", "--column", "customer_segment", "--value", "premium", *where)
        self.assertIn("rpt_premium_retention", value)

    def test_init_writes_what_was_found_and_the_gate_reads_it(self):
        folder = self.build("explicit-renames")
        backend = folder / "backend"
        acme.git(backend, "checkout", "-q", "main")
        acme.git(backend, "rm", "-q", ".tidegate.yml")
        acme.git(backend, "commit", "-q", "-m", "no configuration")
        self.run_in(folder, "init", "--repo", "backend", "--registry", "../analytics")
        text = (backend / ".tidegate.yml").read_text()
        for part in ("12 migrations", "\nregistry: \"../analytics\"", "\n  - {framework: plain-sql", "db/migrations"):
            self.assertIn(part, text)
        self.run_in(folder, "init", "--repo", "backend", status=2)
        self.run_in(folder, "init", "--repo", "backend", "--force")
        printed = self.run_in(folder, "init", "--repo", "backend", "--print", "--registry", "../analytics")
        self.assertEqual(printed, text)
        before = self.run_in(folder, "diff", "--repo", "backend", "--base", "main", "--head", "change")
        (backend / ".tidegate.yml").write_text(text)
        acme.git(backend, "add", "-A")
        acme.git(backend, "commit", "-q", "-m", "configure the gate")
        after = self.run_in(folder, "diff", "--repo", "backend", "--base", "main", "--head", "change")
        self.assertEqual(before.splitlines()[2:], after.splitlines()[2:])

    def test_init_finds_the_data_project_in_a_monorepo(self):
        folder = self.build("explicit-renames")
        backend = folder / "backend"
        acme.git(backend, "checkout", "-q", "main")
        (backend / "warehouse" / "dbt").mkdir(parents=True)
        (backend / "warehouse" / "dbt" / "dbt_project.yml").write_text("name: a\n")
        acme.git(backend, "add", "-A")
        acme.git(backend, "commit", "-q", "-m", "data project")
        self.assertIn("\nregistry: warehouse/dbt\n", self.run_in(folder, "init", "--repo", "backend", "--print"))

    def test_rules_and_explain(self):
        folder = self.build("explicit-renames")
        rules = self.run_in(folder, "rules")
        fired = {finding["rule"] for finding in check(folder).report["findings"]}
        self.assertTrue(fired)
        for rule in sorted(fired):
            self.assertIn(rule, rules)
            self.assertGreater(len(self.run_in(folder, "explain", rule)), 200, rule)
        self.assertIn("column-renamed", tidegate("explain", "column-renamd").text)
        self.assertEqual(tidegate("explain", "column-renamd").status, 64)

    def test_the_index_and_the_work_tree_as_head(self):
        folder = self.build("additive")
        backend = folder / "backend"
        acme.git(backend, "checkout", "-q", "main")
        path = backend / acme.MIGRATIONS / "0020_accounts.sql"
        path.write_text(acme.change_migrations("explicit-renames")[0].read_text())
        options = ["check", "--repo", "backend", "--base", "main", "--registry", "analytics"]
        self.run_in(folder, *options, "--staged", status=0)
        self.run_in(folder, *options, "--worktree", status=1)
        acme.git(backend, "add", "-A")
        self.run_in(folder, *options, "--staged", status=1)

    def test_a_bare_repository_and_a_sub_directory(self):
        folder = self.build("explicit-renames")
        acme.git(folder, "clone", "-q", "--bare", str(folder / "backend"), str(folder / "bare.git"))
        options = ["--base", "main", "--head", "change", "--registry", "analytics"]
        self.run_in(folder, "check", "--repo", "bare.git", *options, status=1)
        self.run_in(folder, "check", "--repo", "backend/db", *options, status=1)

    def test_a_shallow_clone_names_the_fetch_depth(self):
        folder = self.build("spread")
        acme.git(folder, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{folder}/backend", str(folder / "shallow"))
        outcome = tidegate("check", "--repo", "shallow", "--base", "origin/main", "--head", "origin/change",
                           "--registry", "analytics", cwd=folder)
        self.assertEqual(outcome.status, 2, outcome)
        self.assertIn("fetch", outcome.text)
