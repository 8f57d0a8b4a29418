"""Scratch folders with one Acme change each, and ways to spoil them."""

import pathlib
import shutil
import tempfile
import unittest

import acme


class ScratchTest(unittest.TestCase):
    """A test with a folder of its own."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def build(self, change, seed=None, into="case"):
        """The folder with `backend` and `analytics` of a change."""
        target = self.folder / into
        acme.build(target, change, seed=seed)
        return target

    def commit(self, folder, files, message="more"):
        """Writes files (path -> bytes or text) into the backend and commits them on the branch change."""
        for path, content in files.items():
            write(folder / "backend" / path, content)
        acme.git(folder / "backend", "add", "-A")
        acme.git(folder / "backend", "commit", "-q", "-m", message, at=30)

    def commit_on_base(self, folder, files):
        """The same on main, with change moved on top of it."""
        acme.git(folder / "backend", "checkout", "-q", "main")
        self.commit(folder, files, "base")
        acme.git(folder / "backend", "checkout", "-q", "change")
        acme.git(folder / "backend", "rebase", "-q", "main", at=31)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
