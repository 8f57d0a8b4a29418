"""A checkout or bare mirror, read with git."""

import subprocess


class Repository:
    """One repository; nothing in it is changed."""

    def __init__(self, path):
        self.path = path

    @classmethod
    def find(cls, folder, name):
        """The repository `owner/name` below a folder, or None."""
        place = folder / name.replace("/", "+")
        for path in (place, place / "repo", place.with_name(place.name + ".git")):
            if (path / ".git").exists() or (path / "objects").is_dir():
                return cls(path)
        return None

    def git(self, *arguments):
        """The bytes that a git command prints."""
        command = ["git", "-c", f"safe.directory={self.path}", "-C", str(self.path), *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def commit(self, revision):
        """The full id of a commit."""
        return self.git("rev-parse", "--verify", revision + "^{commit}").decode().strip()

    def paths(self, commit, below=""):
        """All file paths of a commit, sorted."""
        names = self.git("ls-tree", "-r", "-z", "--name-only", commit).decode(errors="replace").split("\0")
        return sorted(name for name in names if name and name.startswith(below))

    def text(self, commit, path):
        """A file's text."""
        return self.git("show", f"{commit}:{path}").decode(errors="replace")
