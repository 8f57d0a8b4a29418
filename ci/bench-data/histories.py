"""Histories of migrations and data projects for ci/bench: made up, varied, the same on every run."""

import pathlib
import random
import shutil

import acme

NOUNS = ("account invoice shipment ticket contract document campaign device session report channel message vehicle "
         "location supplier warehouse schedule payment refund coupon review author course lesson grade team project "
         "task comment label event metric alert role permission token webhook job batch export import").split()
COLUMNS = ("name title status kind code email phone street city country amount price quantity weight starts_at ends_at "
           "due_on note body url slug position priority score is_active is_deleted created_by updated_by").split()
TYPES = {"amount": "numeric(12, 2)", "price": "numeric(10, 2)", "quantity": "integer", "weight": "double precision",
         "starts_at": "timestamptz", "ends_at": "timestamp with time zone", "due_on": "date", "body": "text",
         "note": "text", "position": "integer", "priority": "smallint", "score": "real", "is_active": "boolean",
         "is_deleted": "boolean", "created_by": "bigint", "updated_by": "bigint", "code": "varchar(32)",
         "country": "char(2)", "email": "varchar(255)", "slug": "varchar(120)"}


class Writer:
    """Writes one migration after the other and knows the schema so far, so that each one could really run."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tables = {}
        self.number = 0

    def table(self):
        return self.random.choice(sorted(self.tables))

    def create(self):
        noun = self.random.choice(NOUNS)
        name = f"{noun}s_{self.number}"
        columns = self.random.sample(COLUMNS, self.random.randrange(4, 12))
        lines = ["    id bigserial PRIMARY KEY"]
        for column in columns:
            rule = self.random.choice([" NOT NULL", "", "", f" DEFAULT {default(column)}"])
            lines.append(f"    {column} {TYPES.get(column, 'text')}{rule}")
        if self.tables and self.random.random() < 0.6:
            parent = self.table()
            lines.append(f"    {parent[:40]}_id bigint REFERENCES {parent} (id) ON DELETE CASCADE")
        lines.append("    created_at timestamptz NOT NULL DEFAULT now()")
        if "status" in columns:
            lines.append(f"    CONSTRAINT {name}_status CHECK (status IN ('new', 'open', 'done', 'failed'))")
        self.tables[name] = set(columns)
        return (f"-- {noun.title()}s, asked for by the {self.random.choice(NOUNS)} team.\n"
                f"CREATE TABLE {name} (\n" + ",\n".join(lines) + "\n);\n\n"
                f"CREATE INDEX {name}_created_idx ON {name} (created_at);\n"
                f"COMMENT ON TABLE {name} IS 'One row per {noun}; see the handbook.';\n")

    def add(self):
        name = self.table()
        fresh = [c for c in COLUMNS if c not in self.tables[name]]
        picked = self.random.sample(fresh, min(len(fresh), self.random.randrange(1, 4)))
        if not picked:
            return self.create()
        self.tables[name] |= set(picked)
        adds = ",\n".join(f"    ADD COLUMN {c} {TYPES.get(c, 'text')}" for c in picked)
        fills = "".join(f"UPDATE {name} SET {c} = {default(c)} WHERE {c} IS NULL;\n" for c in picked)
        return f"BEGIN;\nALTER TABLE {name}\n{adds};\n{fills}ALTER TABLE {name} ALTER COLUMN {picked[0]} SET NOT NULL;\nCOMMIT;\n"

    def rename(self):
        name = self.table()
        if not self.tables[name]:
            return self.create()
        column = self.random.choice(sorted(self.tables[name]))
        new = f"{column[:30]}_{self.number}"
        self.tables[name].discard(column)
        self.tables[name].add(new)
        return f"ALTER TABLE {name} RENAME COLUMN {column} TO {new};\n"

    def drop(self):
        name = self.table()
        if len(self.tables[name]) < 3:
            return self.create()
        column = self.random.choice(sorted(self.tables[name]))
        self.tables[name].discard(column)
        return f"-- Unused since the last release.\nALTER TABLE {name} DROP COLUMN IF EXISTS {column} CASCADE;\n"

    def index(self):
        name = self.table()
        column = self.random.choice(sorted(self.tables[name]) or ["id"])
        return (f"CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_{self.number} ON {name} USING btree ({column}, created_at DESC)\n"
                f"WHERE {column} IS NOT NULL;\n")

    def data(self):
        name = self.table()
        column = self.random.choice(sorted(self.tables[name]) or ["id"])
        return (f"UPDATE {name} SET created_at = now()\nWHERE id IN (SELECT id FROM {name} WHERE {column} IS NULL ORDER BY id LIMIT 1000);\n"
                f"DELETE FROM {name} AS a USING {name} AS b WHERE a.id < b.id AND a.created_at = b.created_at AND a.id < 0;\n")

    def function(self):
        name = self.table()
        return (f"CREATE OR REPLACE FUNCTION touch_{self.number}() RETURNS trigger LANGUAGE plpgsql AS $body$\nBEGIN\n"
                f"    NEW.created_at := coalesce(NEW.created_at, now());\n    RETURN NEW;\nEND\n$body$;\n"
                f"CREATE TRIGGER touch_{self.number} BEFORE INSERT ON {name}\n    FOR EACH ROW EXECUTE FUNCTION touch_{self.number}();\n")

    def view(self):
        name = self.table()
        column = self.random.choice(sorted(self.tables[name]) or ["id"])
        return (f"CREATE OR REPLACE VIEW recent_{self.number} AS\nSELECT t.id, t.created_at, count(*) OVER (PARTITION BY t.id) AS n\n"
                f"FROM {name} AS t\nWHERE t.created_at > now() - interval '30 days' AND t.{column} IS NOT NULL;\n"
                f"DROP VIEW recent_{self.number};\n")

    def migration(self):
        """The text of the next migration."""
        self.number += 1
        kinds = [self.create] * 5 + [self.add] * 5 + [self.rename, self.drop, self.index, self.index, self.data,
                                                      self.function, self.view]
        return self.random.choice(kinds)() if self.tables else self.create()


def default(column):
    """A literal of the column's type."""
    kind = TYPES.get(column, "text")
    if kind == "boolean":
        return "false"
    if kind.startswith("timestamp"):
        return "now()"
    if kind == "date":
        return "current_date"
    return f"'{column[:2]}'" if kind.startswith(("text", "varchar", "char")) else "0"


def repository(folder, base, added):
    """A Git repository with the migrations of base on main and the added ones on change, packed as a clone is."""
    backend = folder / "backend"
    backend.mkdir(parents=True)
    acme.git(backend, "init", "-q", "-b", "main")
    acme.lay(acme.HERE / "backend", backend)
    write(backend, base)
    acme.git(backend, "add", "-A")
    acme.git(backend, "commit", "-q", "-m", "base")
    acme.git(backend, "checkout", "-q", "-b", "change")
    write(backend, added)
    acme.git(backend, "add", "-A")
    acme.git(backend, "commit", "-q", "-m", "change", at=1)
    acme.git(backend, "repack", "-a", "-d", "-q")


def write(backend, migrations):
    for name, text in migrations.items():
        (backend / acme.MIGRATIONS / name).write_text(text)


def accounts(first):
    """The accounts migration under its number in a longer history."""
    text = acme.change_migrations("explicit-renames")[0].read_text()
    return {f"{first:04d}_accounts.sql": text}


def typical(folder, models=50):
    """20 migrations, two of them added by the branch, the accounts migration among these; a project of 50 models."""
    writer = Writer(1)
    count = 18 - len(acme.base_migrations(None))
    base = {f"{100 + n:04d}_change.sql": writer.migration() for n in range(count)}
    repository(folder, base, {**accounts(200), "0201_more.sql": writer.migration()})
    project(folder, models)


def long(folder, files):
    """A long history on top of the shop's own, with the accounts migration at its end."""
    writer = Writer(2)
    count = files - len(acme.base_migrations(None)) - 10
    base = {f"{100 + n:04d}_change.sql": writer.migration() for n in range(count)}
    added = {f"{100 + count + n:04d}_change.sql": writer.migration() for n in range(9)}
    repository(folder, base, {**added, **accounts(100 + count + 9)})
    project(folder, 50)


def project(folder, models):
    """The Acme data project, grown to a number of models; the raw rows are left out, as in production."""
    target = folder / "analytics"
    acme.lay(acme.HERE / "analytics", target)
    shutil.rmtree(target / "seeds")
    marts = target / "models" / "marts"
    have = len(list(pathlib.Path(target / "models").rglob("*.sql")))
    pick = random.Random(3)
    parents = ["fct_web_sessions", "dim_products", "fct_orders", "stg_payments", "stg_order_items"]
    lines = ["version: 2", "", "models:"]
    for number in range(models - have):
        name = f"rpt_extra_{number:02d}"
        parent = pick.choice(parents)
        (marts / f"{name}.sql").write_text(
            "{{ config(materialized='table') }}\n\nwith base as (\n\n    select * from {{ ref('" + parent + "') }}\n\n),\n\n"
            "ranked as (\n\n    select\n        base.*,\n        row_number() over (order by 1) as position\n    from base\n\n)\n\n"
            f"select *, {number} as report_number\nfrom ranked\nwhere position <= 100\n")
        lines += [f"  - name: {name}", "    columns:", "      - name: position", "        data_tests: [not_null, unique]"]
    (marts / "_extra.yml").write_text("\n".join(lines) + "\n")
