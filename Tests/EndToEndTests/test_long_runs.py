"""Migrations in which one piece stands very often: no trap, no hang, whatever the piece is."""

import pathlib

import acme
from proof.scratch import ScratchTest, write
from proof.tool import tidegate

TABLES = pathlib.Path(__file__).parent / "Fixtures/long-runs"
COUNT = 30_000
SECONDS = 20
PROGRAMS = {
    "rails": ("db/migrate/20200101000000_a.rb",
              "class A < ActiveRecord::Migration[6.0]\n  def change\n    x = ", "\n  end\nend\n"),
    "django": ("app/migrations/0001_a.py",
               "from django.db import migrations\ndef f(apps, editor):\n    x = ",
               "\nclass Migration(migrations.Migration):\n    operations = [migrations.RunPython(f)]\n"),
    "laravel": ("database/migrations/2020_01_01_000000_a.php",
                "<?php\nclass A extends Migration { public function up() { $x = ", "; } }\n"),
    "knex": ("migrations/20200101000000_a.js", "exports.up = async function (knex) { let x = ",
             "; await knex.schema.dropTable('t'); };\nexports.down = function () {};\n"),
    "typeorm": ("src/migrations/1600000000000-A.ts",
                'import { MigrationInterface, QueryRunner } from "typeorm";\n'
                "export class A1600000000000 implements MigrationInterface { async up(q: QueryRunner) { let x = ",
                "; }\nasync down(q) {} }\n"),
    "ecto": ("priv/repo/migrations/20200101000000_a.exs",
             "defmodule A do\n  use Ecto.Migration\n  def change do\n    x = ", "\n  end\nend\n"),
    "entity-framework": ("Migrations/20200101000000_A.cs",
                         "using Microsoft.EntityFrameworkCore.Migrations;\nclass A : Migration {\n"
                         "protected override void Up(MigrationBuilder m) { var x = ",
                         "; }\nprotected override void Down(MigrationBuilder m) { } }\n"),
}


def rows(name):
    """The lines of a table, without the first, as lists of texts."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [[part.replace("\\n", "\n").replace("%at", "@") for part in line.split("@")]
            for line in lines]


class LongRuns(ScratchTest):
    def read(self, files, into, folder=None):
        """Reads all files at once; if that fails, each by itself, to say which it is."""
        backend = self.folder / into
        backend.mkdir()
        acme.git(backend, "init", "-q", "-b", "main", ".")
        for path, text in files.items():
            write(backend / path, text)
        acme.git(backend, "add", "-A")
        acme.git(backend, "commit", "-q", "-m", into, at=1)
        try:
            status = tidegate("schema", "--migrations-only", "--format", "json", cwd=backend,
                              timeout=SECONDS * (1 if folder else 4)).status
        except Exception as error:  # the time is over
            status = type(error).__name__
        if folder or status in (0, 2):
            return status in (0, 2) or self.fail(f"{folder or into}: {status}")
        for path, text in files.items():
            if not path.startswith("."):
                shared = {path: text for path, text in files.items() if path.startswith(".")}
                self.read({**shared, path: text}, f"{into}-{path.split('/')[0]}", folder=path)
        return self.fail(f"{into}: {status}, and each by itself is read")

    def test_sql(self):
        for dialect in ("postgres", "mysql", "sqlite", "sqlserver"):
            with self.subTest(dialect=dialect):
                files = {f"{number}/migrations/0001_a.sql":
                         f"CREATE TABLE t (a int, b int, c int);\n{head}{piece * COUNT}{tail};\n"
                         for number, (head, piece, tail) in enumerate(rows("sql.txt"))}
                self.read({".tidegate.yml": f"dialect: {dialect}\n", **files}, dialect)

    def test_programs(self):
        for framework, (path, head, tail) in PROGRAMS.items():
            with self.subTest(framework=framework):
                files = {}
                for number, (piece, end) in enumerate(rows("programs.txt")):
                    run = piece * COUNT + end
                    files[f"in{number}/{path}"] = head + run + tail
                    files[f"behind{number}/{path}"] = f"{head}1{tail}{run}"
                self.read(files, framework)
