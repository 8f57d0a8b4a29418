"""Bad input: one clear sentence with place and next step, never a trap, never a silent pass."""

import acme
from proof.scratch import ScratchTest, write
from proof.small import SmallTest, sources
from proof.tool import check

LOSS = "ALTER TABLE users DROP COLUMN email;\n"
SOURCES = "analytics/models/staging/_sources.yml"


class BadInput(ScratchTest):
    def undetermined(self, folder, *words, **options):
        """Exit 2, with all words in what is said."""
        outcome = check(folder, **options)
        self.assertEqual(outcome.status, 2, outcome)
        for word in words:
            self.assertIn(word, outcome.text, f'"{word}" is missing in:\n{outcome}')
        return outcome

    def told(self, folder, *words):
        """Exit 2, or a report whose blind spots name the words: not a silent pass."""
        outcome = check(folder)
        self.assertIn(outcome.status, (0, 1, 2), outcome)
        said = outcome.text if outcome.status == 2 else str(outcome.report["blindSpots"])
        for word in words:
            self.assertIn(word, said, f'"{word}" is missing in:\n{outcome}')

    def with_migration(self, content, name="0021_more.sql"):
        folder = self.build("additive")
        self.commit(folder, {f"{acme.MIGRATIONS}/{name}": content})
        return folder

    def test_truncated_yaml_in_the_registry(self):
        folder = self.build("additive")
        text = (folder / SOURCES).read_text(encoding="utf-8")
        write(folder / SOURCES, text[:text.index("values: [premium") + 12])
        self.told(folder, "_sources.yml")

    def test_truncated_policy(self):
        folder = self.build("additive")
        write(folder / "analytics/tidegate.yml", 'version: 1\nbackends: {shop: {loader: "dire')
        self.undetermined(folder, "tidegate.yml")

    def test_brackets_in_the_policy(self):
        folder = self.build("additive")
        write(folder / "analytics/tidegate.yml", "version: " + "[" * 100_000)
        self.undetermined(folder, "tidegate.yml")

    def test_brackets_in_a_registry_file(self):
        folder = self.build("additive")
        write(folder / "analytics/models/marts/_extra.yml", "models: " + "[" * 100_000)
        self.told(folder, "_extra.yml")

    def test_brackets_in_a_model(self):
        for number, body in enumerate(("(" * 100_000, "{{" * 50_000, "select " + "(" * 50_000 + "1" + ")" * 50_000,
                                       "{% if x %}" * 10_000, "select [" * 20_000)):
            with self.subTest(number=number):
                folder = self.build("additive", into=f"case-{number}")
                write(folder / "analytics/models/marts/odd.sql", body)
                self.assertIn(check(folder).status, (0, 1, 2))

    def test_brackets_in_a_migration_that_loses_a_column(self):
        for number, body in enumerate(("SELECT " + "(" * 100_000 + ";\n" + LOSS, LOSS + "SELECT " + "(" * 100_000,
                                       "CREATE TABLE t (a int CHECK (" + "(" * 50_000 + "1" + ")" * 50_000 + " = 1));" + LOSS,
                                       "SELECT " + "CASE WHEN 1 THEN " * 20_000 + ";" + LOSS)):
            with self.subTest(number=number):
                folder = self.build("additive", into=f"case-{number}")
                self.commit(folder, {f"{acme.MIGRATIONS}/0021_more.sql": body})
                outcome = check(folder)
                self.assertIn(outcome.status, (1, 2), outcome)

    def test_50_megabytes_of_sql_hide_nothing(self):
        row = "INSERT INTO coupons (code, percent, valid_from) VALUES ('code-%07d', 10, '2026-01-01');\n"
        body = "".join(row % number for number in range(50_000_000 // len(row % 0) + 1)) + LOSS
        folder = self.with_migration(body)
        outcome = check(folder, timeout=120)
        self.assertIn(outcome.status, (1, 2), outcome)
        self.assertIn("0021_more.sql", outcome.text)

    def test_invalid_utf8_in_a_migration_hides_nothing(self):
        folder = self.with_migration(b"-- caf\xe9 \xff\xfe\nINSERT INTO products (name) VALUES ('\xc3\x28');\n" + LOSS.encode())
        outcome = check(folder)
        self.assertIn(outcome.status, (1, 2), outcome)
        self.assertIn("0021_more.sql", outcome.text)

    def test_invalid_utf8_in_a_name_keeps_the_report_valid(self):
        folder = self.with_migration(b'CREATE TABLE "caf\xe9" (id int);\n' + LOSS.encode())
        outcome = check(folder)
        self.assertIn(outcome.status, (1, 2), outcome)
        outcome.out.decode("utf-8")

    def test_invalid_utf8_in_the_registry(self):
        folder = self.build("additive")
        write(folder / "analytics/models/marts/_extra.yml", b"models:\n  - name: caf\xe9\xff\n")
        self.told(folder, "_extra.yml")

    def test_utf16_and_nul_in_a_migration(self):
        for number, body in enumerate((LOSS.encode("utf-16"), LOSS.encode() + b"\0" * 100, b"\0" + LOSS.encode())):
            with self.subTest(number=number):
                folder = self.build("additive", into=f"case-{number}")
                self.commit(folder, {f"{acme.MIGRATIONS}/0021_more.sql": body})
                self.assertIn(check(folder).status, (1, 2))

    def test_a_missing_registry(self):
        folder = self.build("additive")
        self.undetermined(folder, "nowhere", registry="nowhere")

    def test_an_empty_registry(self):
        folder = self.build("additive")
        (folder / "empty").mkdir()
        self.undetermined(folder, "empty", registry="empty")

    def test_a_missing_repository_and_a_folder_that_is_none(self):
        folder = self.build("additive")
        (folder / "backend").rename(folder / "elsewhere")
        self.undetermined(folder, "backend")
        (folder / "backend").mkdir()
        self.undetermined(folder, "backend")

    def test_an_unknown_revision(self):
        folder = self.build("additive")
        self.undetermined(folder, "no-such-branch", base="no-such-branch")
        self.undetermined(folder, "no-such-branch", head="no-such-branch")

    def test_an_unreadable_object(self):
        folder = self.build("additive")
        name = acme.git(folder / "backend", "rev-parse", f"change:{acme.MIGRATIONS}/0020_newsletter.sql").decode().strip()
        (folder / "backend/.git/objects" / name[:2] / name[2:]).unlink()
        self.undetermined(folder, name[:7])

    def test_a_damaged_object(self):
        folder = self.build("additive")
        name = acme.git(folder / "backend", "rev-parse", f"change:{acme.MIGRATIONS}/0020_newsletter.sql").decode().strip()
        path = folder / "backend/.git/objects" / name[:2] / name[2:]
        path.chmod(0o644)
        path.write_bytes(b"not an object")
        self.undetermined(folder, "0020_newsletter.sql")

    def test_an_unknown_key_names_the_nearest(self):
        folder = self.build("additive")
        policy = folder / "analytics/tidegate.yml"
        write(policy, policy.read_text(encoding="utf-8") + "severties: {column-added: off}\n")
        self.undetermined(folder, "severties", "severities", "tidegate.yml:8")

    def test_an_unknown_key_of_the_backend_names_the_nearest(self):
        folder = self.build("additive")
        self.commit_on_base(folder, {".tidegate.yml": "version: 1\nbackned: shop\n"})
        self.undetermined(folder, "backned", "backend", ".tidegate.yml:2")

    def test_a_wrong_value(self):
        folder = self.build("additive")
        policy = folder / "analytics/tidegate.yml"
        write(policy, policy.read_text(encoding="utf-8") + "severities: {column-added: blok}\n")
        self.undetermined(folder, "blok", "block", "tidegate.yml:8")

    def test_an_unknown_backend_name(self):
        folder = self.build("additive")
        self.commit_on_base(folder, {".tidegate.yml": "version: 1\nbackend: shpo\n"})
        self.undetermined(folder, "shpo", "shop")

    def test_no_binding_at_all(self):
        folder = self.build("additive")
        (folder / "analytics/tidegate.yml").unlink()
        text = (folder / SOURCES).read_text(encoding="utf-8")
        for number, table in enumerate(("customers", "orders", "payments", "products", "order_items", "web_events")):
            text = text.replace(f"- name: raw_{table}\n", f"- name: zz{number}_feed\n")
        write(folder / SOURCES, text)
        self.undetermined(folder)

    def test_no_migrations_at_all(self):
        folder = self.build("additive")
        acme.git(folder / "backend", "checkout", "-q", "-b", "bare-change", "main")
        acme.git(folder / "backend", "rm", "-q", "-r", acme.MIGRATIONS)
        acme.git(folder / "backend", "commit", "-q", "-m", "none", "--amend")
        self.undetermined(folder, "--allow-no-migrations", base="bare-change", head="bare-change")
        self.assertEqual(check(folder, "--allow-no-migrations", base="bare-change", head="bare-change").status, 0)

    def test_a_deleted_history_is_not_a_silent_pass(self):
        folder = self.build("additive")
        acme.git(folder / "backend", "rm", "-q", "-r", acme.MIGRATIONS)
        acme.git(folder / "backend", "commit", "-q", "-m", "squash badly")
        self.assertIn(check(folder).status, (1, 2))

    def test_a_registry_link_that_leads_out_is_not_followed(self):
        folder = self.build("additive")
        write(folder / "outside.sql", "select secret from outside")
        (folder / "analytics/models/marts/linked.sql").symlink_to(folder / "outside.sql")
        outcome = check(folder)
        self.assertIn(outcome.status, (0, 2), outcome)
        self.assertNotIn("secret", outcome.text)

    def test_messages_are_one_sentence(self):
        folder = self.build("additive")
        outcome = check(folder, registry="nowhere")
        lines = [line for line in outcome.err.decode().splitlines() if line.strip()]
        self.assertTrue(1 <= len(lines) <= 2, outcome)
        self.assertLess(max(map(len, lines)), 300, outcome)


class OldBlindSpots(SmallTest):
    """What base had already is no reason to stop a branch that only adds to the same file."""

    HEAD = "<databaseChangeLog>\n"
    OLD = ('<changeSet id="1" author="a"><createTable tableName="users"><column name="id" type="bigint"/>'
           '<column name="plan" type="text"/></createTable></changeSet>\n'
           '<changeSet id="2" author="a"><customChange class="shop.Fill"/></changeSet>\n')
    NEW = ('<changeSet id="3" author="a"><addColumn tableName="users"><column name="note" type="text"/></addColumn>'
           "</changeSet>\n")
    END = "</databaseChangeLog>\n"
    PATH = "db/changelog/root.xml"

    def report(self, head):
        registry = {"models/sources.yml": sources("users"),
                    "models/stg.sql": "select id, plan from {{ source('raw', 'users') }}\n"}
        return self.judged({self.PATH: self.HEAD + self.OLD + self.END}, {self.PATH: self.HEAD + head + self.END}, registry)

    def test_a_changeset_behind_one_that_is_not_read(self):
        report = self.report(self.OLD + self.NEW)
        self.assertEqual((report["exitStatus"], report["blindSpots"]), (0, []))
        self.assertEqual([c["kind"] for c in report["changes"]], ["columnAdded"])

    def test_one_that_is_edited_is_new(self):
        report = self.report(self.OLD.replace("shop.Fill", "shop.Drop"))
        self.assertEqual((report["exitStatus"], len(report["blindSpots"])), (2, 1))

    def test_one_that_is_added_is_new(self):
        report = self.report(self.OLD + self.OLD.splitlines()[1].replace('id="2"', 'id="3"') + "\n")
        self.assertEqual((report["exitStatus"], len(report["blindSpots"])), (2, 1))


class OtherDatabases(SmallTest):
    """One program, the same tables in two databases, a folder of migrations each."""

    USERS = "create table users (id bigint primary key, plan text);\n"
    EXTRA = "create table drafts (id bigint primary key, body text);\n"
    REGISTRY = {"models/sources.yml": sources("users", "drafts"),
                "models/stg.sql": "select u.id, d.body from {{ source('raw', 'users') }} u "
                                  "join {{ source('raw', 'drafts') }} d on d.id = u.id\n"}

    def report(self, mysql):
        base = {"db/migrations/postgres/001_users.up.sql": self.USERS, "db/migrations/mysql/001_users.up.sql": self.USERS,
                "db/migrations/mysql/002_more.up.sql": mysql}
        return self.judged(base, dict.fromkeys((p for p in base if "mysql" in p)), self.REGISTRY)

    def test_one_of_them_is_given_up(self):
        report = self.report("create index users_plan on users (plan(10));\n")
        self.assertEqual((report["exitStatus"], report["changes"]), (0, []))

    def test_what_only_that_one_had_is_lost(self):
        report = self.report(self.EXTRA)
        self.assertEqual([(c["kind"], c["table"]) for c in report["changes"]], [("tableDropped", "drafts")])
        self.assertEqual(report["exitStatus"], 1)


class DumpsOfTests(SmallTest):
    """A library with migrations of its own, and the schema file of the application in its tests."""

    REGISTRY = {"models/sources.yml": sources("users"), "models/stg.sql": "select id from {{ source('raw', 'users') }}\n"}
    DUMP = "ActiveRecord::Schema.define(version: {}) do\n  create_table \"users\" do |t|\n    t.string \"plan\"\n{}  end\nend\n"
    FIRST = "class A < ActiveRecord::Migration[7.0]\n  def change\n    create_table(:users) { |t| t.string :plan }\n  end\nend\n"
    SECOND = "class B < ActiveRecord::Migration[7.0]\n  def change\n    add_column :users, :note, :string\n  end\nend\n"

    def test_the_dump_changes_with_the_migrations(self):
        report = self.judged(
            {"db/migrate/20240101000000_a.rb": self.FIRST, "test/dummy/db/schema.rb": self.DUMP.format(1, "")},
            {"db/migrate/20240102000000_b.rb": self.SECOND,
             "test/dummy/db/schema.rb": self.DUMP.format(2, "    t.string \"note\"\n")}, self.REGISTRY)
        self.assertEqual((report["exitStatus"], report["blindSpots"]), (0, []))
        self.assertEqual([c["kind"] for c in report["changes"]], ["columnAdded"])

    def test_a_migration_among_tests_is_told(self):
        report = self.judged(
            {"db/migrate/20240101000000_a.rb": self.FIRST},
            {"test/dummy/db/migrate/20240102000000_b.rb": self.SECOND}, self.REGISTRY)
        self.assertEqual((report["exitStatus"], len(report["blindSpots"])), (2, 1))
