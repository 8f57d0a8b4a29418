"""Small repositories written in a test: one migration at base, one in the pull request, a few registry files."""

import acme

from proof.scratch import ScratchTest, write
from proof.tool import check

POLICY = "version: 1\nbackends:\n  shop:\n    loader: {loader}\n    source: raw\n"
PROJECT = "name: shop\nversion: '1.0'\nprofile: shop\nmodel-paths: [models]\n"
SOURCES = "version: 2\nsources:\n  - name: raw\n    tables:\n{tables}"


def sources(*tables):
    """A source "raw" with these tables, without columns."""
    return SOURCES.format(tables="".join(f"      - name: {table}\n" for table in tables))


class SmallTest(ScratchTest):
    """A test that writes its repositories itself."""

    def small(self, base, head, registry, loader="direct", into="small"):
        """The folder with `backend` and `analytics`; `base` and `head` are SQL or files (path -> text)."""
        target = self.folder / into
        backend = target / "backend"
        backend.mkdir(parents=True)
        acme.git(backend, "init", "-q", "-b", "main", ".")
        for step, (files, name) in enumerate([(base, "001_init.sql"), (head, "002_next.sql")]):
            if step:
                acme.git(backend, "checkout", "-q", "-b", "change")
            for path, text in ({"migrations/" + name: files} if isinstance(files, str) else files).items():
                if text is None:
                    (backend / path).unlink()
                else:
                    write(backend / path, text)
            acme.git(backend, "add", "-A")
            acme.git(backend, "commit", "-q", "--allow-empty", "-m", name, at=step)
        for path, text in {"tidegate.yml": POLICY.format(loader=loader), "dbt_project.yml": PROJECT,
                           **registry}.items():
            write(target / "analytics" / path, text)
        return target

    def judged(self, base, head, registry, *more, **options):
        """The report on a small repository."""
        return check(self.small(base, head, registry, **options), "--backend", "shop", *more).report

    def effects(self, report):
        """Asset name -> effect, of those that are hit."""
        return {e["asset"].split(".")[-1] if e["kind"] in ("model", "source") else e["asset"].split(".")[2]: e["effect"]
                for e in report["effects"] if e["effect"] != "unaffected"}
