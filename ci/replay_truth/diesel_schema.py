"""The truth of a diesel project: `schema.rs`, which the diesel command line prints from the migrated database."""

import re

from .schema import Column, Schema, type_class

# Names that diesel gives to types whose SQL name is spelled otherwise; others are SQL names in capitals.
TYPES = {"Bytea": "bytea", "Binary": "bytea", "Float": "real", "Double": "double precision", "Integer": "integer",
         "Bool": "boolean", "Jsonb": "jsonb", "Timestamp": "timestamp without time zone"}


def truth(path, ignored=()):
    """The schema of a (repository, commit) from the file at `path`."""
    return lambda repository, commit: read(repository.text(commit, path), frozenset(ignored))


def read(text, ignored=frozenset()):
    """The tables of a `schema.rs`."""
    types = {rust: sql for sql, rust in re.findall(
        r'postgres_type\(name = "([^"]+)"[^]]*\]\s*pub struct (\w+);', text)}
    tables = {}
    for body in re.findall(r"diesel::table! \{(.*?)\n\}", text, re.S):
        head = re.search(r"^    ([\w.]+) \([^)]*\) \{$", body, re.M)
        columns, sql_name = {}, None
        for line in body[head.end():].splitlines():
            if named := re.match(r'\s*#\[sql_name = "([^"]+)"\]', line):
                sql_name = named.group(1)
            elif column := re.match(r"\s*(\w+) -> (.+),$", line):
                columns[sql_name or column.group(1)] = read_column(column.group(2), types)
                sql_name = None
        tables[head.group(1)] = columns
    return Schema(tables, ignored)


def read_column(text, types):
    """`Nullable<Array<Nullable<Text>>>` as a column."""
    nullable = text.startswith("Nullable<")
    if nullable:
        text = text[9:-1]
    array = re.fullmatch(r"Array<(?:Nullable<)?(\w+)>+", text)
    name = array.group(1) if array else text
    base = types.get(name) or TYPES.get(name) or type_class(name.lower())
    return Column(type_class(base) + ("[]" if array else ""), nullable)
