"""One source for the tables of several databases: a backend that runs on one of two has a history for each."""

import acme
from proof.reading import named
from proof.scratch import ScratchTest, write
from proof.tool import check

TABLE = "create table invoices (id int primary key, amount int, note text);\n"
DROP = "alter table invoices drop column note;\n"
FOLDERS = ("db/postgres/migrations", "db/mysql/migrations")
SOURCES = "version: 2\nsources:\n  - name: billing\n    tables:\n      - name: invoices\n"
MODEL = "select id, note from {{ source('billing', 'invoices') }}\n"


class SharedSources(ScratchTest):
    def two_databases(self, *dropping):
        folder = self.folder / "case"
        backend = folder / "backend"
        backend.mkdir(parents=True)
        acme.git(backend, "init", "-q", "-b", "main")
        for place in FOLDERS:
            write(backend / place / "V1__invoices.sql", TABLE)
        self.commit(folder, {"README.md": "billing\n"}, "base")
        acme.git(backend, "checkout", "-q", "-b", "change")
        self.commit(folder, {f"{place}/V2__note.sql": DROP for place in dropping})
        write(folder / "analytics/models/sources.yml", SOURCES)
        write(folder / "analytics/models/stg_invoices.sql", MODEL)
        return folder

    def test_what_all_its_tables_lose_breaks_it(self):
        outcome = check(self.two_databases(*FOLDERS))
        self.assertEqual(outcome.status, 1, outcome)
        self.assertEqual(named(outcome.report, "model", {"broken"}), {"stg_invoices"})

    def test_what_one_of_them_loses_needs_a_look(self):
        outcome = check(self.two_databases(FOLDERS[0]))
        self.assertEqual(outcome.status, 0, outcome)
        self.assertEqual({finding["severity"] for finding in outcome.report["findings"]}, {"review"})
