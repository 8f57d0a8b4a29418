"""Ways in which a dbt project depends on a column or value other than by naming it in a select list."""

from proof.small import SmallTest, sources

USERS = "create table users (id bigint primary key, email text, plan text, updated_at timestamptz);\n"
SOURCE = "{{ source('raw', 'users') }}"
DROP = "alter table users drop column email;"
REMAP = "update users set plan = 'gold' where plan = 'premium';"


class RegistryShapes(SmallTest):
    def judge(self, files, sql, status, effects, base=USERS):
        report = self.judged(base, sql, {"models/sources.yml": sources("users"), **files})
        self.assertEqual(report["exitStatus"], status, report["findings"])
        found = {e["asset"].split(".")[2]: e["effect"] for e in report["effects"] if e["effect"] != "unaffected"}
        self.assertEqual(found, effects)

    def test_check_columns_of_a_snapshot_over_a_star(self):
        self.judge({"snapshots/s.sql": "{% snapshot snap %}{{ config(target_schema='x', unique_key='id', strategy='check',"
                                       " check_cols=['email']) }} select * from " + SOURCE + " {% endsnapshot %}"},
                   DROP, 1, {"snap": "broken"})

    def test_updated_at_of_a_snapshot_in_yaml(self):
        self.judge({"snapshots/s.yml": "snapshots:\n  - name: snap\n    relation: source('raw', 'users')\n    config:\n"
                                       "      unique_key: id\n      strategy: timestamp\n      updated_at: updated_at\n"},
                   "alter table users rename column updated_at to changed_at;", 1, {"snap": "broken"})

    def test_a_column_that_a_star_macro_leaves_out_may_go(self):
        star = "select {{ dbt_utils.star(from=source('raw', 'users'), except=['email']) }} from " + SOURCE
        self.judge({"models/stg.sql": star}, DROP, 0, {})

    def test_a_column_that_exclude_names_must_exist(self):
        self.judge({"models/stg.sql": "select * exclude (email) from " + SOURCE}, DROP, 1, {"stg": "broken"})

    def test_a_singular_test_that_names_a_lost_value(self):
        self.judge({"models/stg.sql": "select id, plan from " + SOURCE,
                    "tests/known_plans.sql": "select * from {{ ref('stg') }} where plan not in ('free', 'premium')"},
                   REMAP, 1, {"known_plans": "testFails"})

    def test_values_of_a_table_that_no_migration_creates(self):
        self.judge({"models/stg.sql": "select id from " + SOURCE + " where plan = 'premium'"},
                   REMAP, 1, {"stg": "wrongValue"}, base="create table orders (id bigint);")
