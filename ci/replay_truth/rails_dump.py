"""The truth of a Rails project: `db/structure.sql` or `db/schema.rb`, which Rails writes after the last migration.

Read line by line in the fixed layout of pg_dump and of the schema dumper, not with the parsers that are measured.
"""

import re

from .schema import Column, Schema, type_class

OWN = frozenset({"schema_migrations", "ar_internal_metadata"})

# The dumper's words whose SQL name is another.
WORDS = {"string": "character varying", "binary": "bytea", "datetime": "timestamp without time zone",
         "timestamptz": "timestamp with time zone", "float": "double precision", "decimal": "numeric"}


def structure(path, ignored=()):
    """The schema of a (repository, commit) from a dump by pg_dump."""
    return lambda repository, commit: read_structure(repository.text(commit, path), frozenset(ignored) | OWN)


def schema(path, ignored=()):
    """The schema of a (repository, commit) from a `schema.rb`."""
    return lambda repository, commit: read_schema(repository.text(commit, path), frozenset(ignored) | OWN)


def bare(name):
    """A table's name without quotes and default schema."""
    return name.replace('"', "").removeprefix("public.")


def read_structure(text, ignored=frozenset()):
    """The tables of a dump; a partition has the columns of its parent."""
    tables = {}
    for match in re.finditer(r"^CREATE (?:UNLOGGED )?TABLE (\S+) \(\n(.*?)\n\)", text, re.M | re.S):
        columns = {}
        for line in match[2].split("\n"):
            line = line.strip().rstrip(",")
            if not line or line.startswith(("CONSTRAINT ", "CHECK ")):
                continue
            name, _, rest = line.partition(" ")
            kind = re.split(r" (?:DEFAULT|NOT NULL|COLLATE|GENERATED|CONSTRAINT)\b", rest + " ")[0]
            columns[name.strip('"')] = Column(type_class(kind), " NOT NULL" not in rest)
        tables[bare(match[1])] = columns
    for match in re.finditer(r"^CREATE (?:UNLOGGED )?TABLE (\S+) PARTITION OF (\S+)", text, re.M):
        tables[bare(match[1])] = tables.get(bare(match[2]), {})
    return Schema({name: columns for name, columns in tables.items() if name not in ignored}, ignored)


def read_schema(text, ignored=frozenset()):
    """The tables of a `schema.rb`."""
    tables, columns = {}, None
    for line in text.split("\n"):
        if made := re.match(r'\s*create_table "([^"]+)"(.*?)(?: do \|t\|)?$', line):
            columns = tables.setdefault(bare(made[1]), {})
            columns.update(read_key(made[2]))
        elif columns is not None and (column := re.match(r'\s+t\.(\w+) "([^"]+)"(.*)$', line)):
            word, name, options = column.groups()
            if word not in ("index", "check_constraint", "unique_constraint", "exclusion_constraint"):
                columns[name] = read_column(word, options)
        elif re.match(r"\s*end\s*$", line):
            columns = None
    return Schema({name: columns for name, columns in tables.items() if name not in ignored}, ignored)


def read_key(options):
    """The key that `create_table` makes by itself."""
    if "id: false" in options or "primary_key: [" in options:
        return {}
    name = re.search(r'primary_key: "(\w+)"', options)
    kind = re.search(r"\bid: (?::(\w+)|\{ type: :(\w+))", options)
    word = (kind[1] or kind[2]) if kind else "bigint"
    return {name[1] if name else "id": Column(type_class({"serial": "integer"}.get(word, WORDS.get(word, word))), False)}


def read_column(word, options):
    """One column line."""
    if word == "column":
        word = re.match(r',\s*"([^"]+)"', options)[1]
    if word == "virtual":
        word = re.search(r"type: :(\w+)", options)[1]
    if word == "enum":
        word = re.search(r'enum_type: "([^"]+)"', options)[1]
    limit = int(found[1]) if (found := re.search(r"\blimit: (\d+)", options)) else None
    if word == "integer" and limit:
        word = "smallint" if limit <= 2 else "integer" if limit <= 4 else "bigint"
    if word == "float" and limit and limit <= 24:
        word = "real"
    kind = type_class(WORDS.get(word, word)) + ("[]" if "array: true" in options else "")
    return Column(kind, "null: false" not in options)
