"""A throw-away PostgreSQL 15: own folder, unix socket only, never as root."""

import getpass
import glob
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import acme

CATALOGUE = """
SELECT jsonb_build_object(
  'tables', (
    SELECT coalesce(jsonb_object_agg(n.nspname || '.' || c.relname, jsonb_build_object(
      'kind', CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END,
      'columns', (
        SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                            'nullable', NOT a.attnotnull) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
      'primaryKey', (
        SELECT jsonb_agg(a.attname ORDER BY k.position)
        FROM pg_constraint p CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (number, position)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE p.conrelid = c.oid AND p.contype = 'p'),
      'uniques', (
        SELECT jsonb_agg(u.columns ORDER BY u.columns) FROM (
          SELECT (SELECT jsonb_agg(a.attname ORDER BY k.position)
                  FROM unnest(p.conkey) WITH ORDINALITY AS k (number, position)
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number) AS columns
          FROM pg_constraint p WHERE p.conrelid = c.oid AND p.contype = 'u') AS u),
      'foreignKeys', (
        SELECT jsonb_agg(f.key ORDER BY f.key) FROM (
          SELECT jsonb_build_object(
            'columns', (SELECT jsonb_agg(a.attname ORDER BY k.position)
                        FROM unnest(p.conkey) WITH ORDINALITY AS k (number, position)
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number),
            'table', (SELECT tn.nspname || '.' || t.relname FROM pg_class t
                      JOIN pg_namespace tn ON tn.oid = t.relnamespace WHERE t.oid = p.confrelid),
            'targetColumns', (SELECT jsonb_agg(a.attname ORDER BY k.position)
                              FROM unnest(p.confkey) WITH ORDINALITY AS k (number, position)
                              JOIN pg_attribute a ON a.attrelid = p.confrelid AND a.attnum = k.number)) AS key
          FROM pg_constraint p WHERE p.conrelid = c.oid AND p.contype = 'f') AS f)
    )), '{}'::jsonb)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname NOT LIKE 'pg_t%'),
  'enums', (
    SELECT coalesce(jsonb_object_agg(e.name, e.labels), '{}'::jsonb) FROM (
      SELECT n.nspname || '.' || t.typname AS name, jsonb_agg(l.enumlabel ORDER BY l.enumsortorder) AS labels
      FROM pg_type t JOIN pg_enum l ON l.enumtypid = t.oid JOIN pg_namespace n ON n.oid = t.typnamespace
      GROUP BY 1) AS e)
)
"""

# Raw table -> backend table, where the names differ by more than the prefix; the same as the data team's binding.
BOUND_TABLES = {"raw_customers": "users"}
BOUND_COLUMNS = {"raw_customers": {"customer_id": "user_id"}}
LOAD_ORDER = ["raw_customers", "raw_products", "raw_orders", "raw_order_items", "raw_payments", "raw_web_events"]


def program(name):
    """A program of PostgreSQL 15, which Debian keeps off the path."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/15/bin/{name}")) or [shutil.which(name)]
    if not found[0]:
        raise AssertionError(f'no "{name}" of PostgreSQL 15: run ci/setup')
    return found[0]


class Server:
    """One cluster; each test makes databases in it."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-pg-"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.data.mkdir()
        self.prefix, self.user = [], getpass.getuser()
        if os.geteuid() == 0:
            self.prefix, self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"], "postgres"
            for path in (self.folder, self.data):
                shutil.chown(path, "postgres", "postgres")
        self.as_server(program("initdb"), "-D", self.data, "-A", "trust", "-U", self.user, "-E", "UTF8",
                       "--locale=C.UTF-8", "--no-sync")
        self.as_server(program("pg_ctl"), "-D", self.data, "-w", "-l", self.folder / "log", "-o",
                       f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off "
                       "-c timezone=UTC", "start")

    def as_server(self, *command):
        done = subprocess.run([*self.prefix, *map(str, command)], cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=120, check=False,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
        if done.returncode:
            raise AssertionError(f"{command[0]}: {done.stdout.decode(errors='replace')}")

    def stop(self):
        self.as_server(program("pg_ctl"), "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, database, *arguments, text=None):
        """Runs psql, stops at the first error, gives standard output."""
        done = subprocess.run(
            [program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-U", self.user,
             "-d", database, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=120,
            check=False)
        if done.returncode:
            raise AssertionError(f"psql {database} {' '.join(map(str, arguments))}: {done.stderr.strip()}")
        return done.stdout

    def create(self, database, template="template0"):
        self.psql("postgres", text=f'CREATE DATABASE "{database}" TEMPLATE "{template}";')

    def apply(self, database, migrations):
        """Applies migration files one by one, as a migration tool does."""
        for path in migrations:
            self.psql(database, "-f", path)

    def catalogue(self, database):
        """Tables, columns, keys and enums as the database's own catalogue tells them."""
        return json.loads(self.psql(database, "-c", CATALOGUE))

    def spelling(self, database, types):
        """Each type as PostgreSQL spells it (int8 -> bigint, serial -> integer)."""
        types = sorted(types)
        if not types:
            return {}
        columns = ", ".join(f"c{number} {name}" for number, name in enumerate(types))
        rows = self.psql(database, text=f"""
            CREATE TEMP TABLE spelling_of_types ({columns});
            SELECT format_type(atttypid, atttypmod) FROM pg_attribute
            WHERE attrelid = 'spelling_of_types'::regclass AND attnum > 0 ORDER BY attnum;""").splitlines()
        return dict(zip(types, rows))


def fill(server, database, seeds):
    """Copies the raw data of the data project into the backend's tables: the rows that the loader once read."""
    script = []
    for raw in LOAD_ORDER:
        names = BOUND_COLUMNS.get(raw, {})
        with open(seeds / f"{raw}.csv", encoding="utf-8") as file:
            head, rows = file.readline().strip().split(","), file.read()
        columns = ", ".join(names.get(column, column) for column in head)
        script.append(f"COPY {BOUND_TABLES.get(raw, raw[4:])} ({columns}) FROM STDIN WITH (FORMAT csv);\n{rows}\\.\n")
    server.psql(database, text="".join(script))


def load(server, database, seeds, bindings):
    """The direct loader: every table or view that a raw table is bound to, row by row, under the raw names.

    `bindings` is raw table -> (backend table, {raw column: backend column}). What the backend no longer has is not
    written; other raw tables are named raw_ plus the backend's name.
    """
    for path in seeds.glob("raw_*.csv"):
        path.unlink()
    tables = server.catalogue(database)["tables"]
    bound = {table: (raw, {backend: name for name, backend in columns.items()})
             for raw, (table, columns) in bindings.items()}
    for full, table in tables.items():
        schema, name = full.split(".")
        raw, columns = bound.get(name, (f"raw_{name}", {}))
        picks = ", ".join(f'{cast(column)} AS "{columns.get(column["name"], column["name"])}"'
                          for column in table["columns"])
        (seeds / f"{raw}.csv").write_text(server.psql(
            database, "-c", f'COPY (SELECT {picks} FROM "{schema}"."{name}" ORDER BY 1) TO STDOUT WITH (FORMAT csv, HEADER)'))


def cast(column):
    """How the loader writes a value: booleans as words, times without zone in UTC."""
    name = f'"{column["name"]}"'
    if column["type"] == "boolean":
        return f"{name}::text"
    if column["type"].startswith("timestamp"):
        return f"to_char({name}, 'YYYY-MM-DD HH24:MI:SS')"
    return name


class Shop:
    """The shop's database at base and after each change, made once per run of the tests."""

    _server = None

    @classmethod
    def server(cls):
        if cls._server is None:
            import atexit
            cls._server = Server()
            atexit.register(cls._server.stop)
        return cls._server

    @classmethod
    def deployed(cls, change, database):
        """A database with the base migrations, the rows, and then the change's migrations."""
        server = cls.server()
        server.create(database)
        # Rows come in before the change, and before base migrations that only convert them.
        shared, own = acme.base_migrations(None), acme.base_migrations(change)
        server.apply(database, shared)
        fill(server, database, acme.HERE / "analytics" / "seeds")
        server.apply(database, [path for path in own if path not in shared])
        server.apply(database, acme.change_migrations(change))
        return server
