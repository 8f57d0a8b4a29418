"""A schema as it is compared: tables of columns, each with a type class and whether NULL is allowed."""

import dataclasses
import re


@dataclasses.dataclass(frozen=True)
class Column:
    """`type` is a type class: PostgreSQL's name without modifiers, `[]` behind it for arrays; None if the truth
    does not say. `nullable` is None likewise. A set of classes means that any of them is right."""

    type: object
    nullable: object

    def agrees(self, other):
        """Whether a replayed column is what this one, the truth, says."""
        wanted = self.type if isinstance(self.type, (set, frozenset)) else {self.type}
        return (self.type is None or other.type in wanted) and self.nullable in (None, other.nullable)

    def __str__(self):
        kind = "|".join(sorted(self.type)) if isinstance(self.type, (set, frozenset)) else str(self.type)
        return kind + {True: " null", False: " not null", None: ""}[self.nullable]


@dataclasses.dataclass
class Schema:
    """Tables by name (`schema.name` outside of the default schema), each a dictionary of columns by name.

    `ignored` are names of tables, and `table.column` of columns, that the truth leaves out on purpose."""

    tables: dict
    ignored: frozenset = frozenset()


# Spellings of one type, each to PostgreSQL's own name.
SPELLINGS = {
    "int": "integer", "int4": "integer", "int2": "smallint", "int8": "bigint", "serial": "integer",
    "serial4": "integer", "bigserial": "bigint", "serial8": "bigint", "smallserial": "smallint",
    "float4": "real", "float8": "double precision", "float": "double precision", "double": "double precision",
    "bool": "boolean", "decimal": "numeric", "varchar": "character varying", "char": "character",
    "bpchar": "character", "timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone",
    "time": "time without time zone", "timetz": "time with time zone", "varbit": "bit varying",
}


def type_class(text, default_schema="public"):
    """The class of a type as SQL spells it: `varchar(20)` -> `character varying`, `public."Kind"[]` -> `Kind[]`."""
    plain = re.sub(r"\([^)]*\)", "", text).replace('"', "").strip()
    dimensions = "[]" if plain.endswith("]") or plain.lower().endswith(" array") else ""
    plain = re.sub(r"(\[\d*\])+$", "", plain)
    plain = re.sub(r"(?i) array$", "", plain)
    plain = re.sub(r"\s+", " ", plain).strip()
    for prefix in (default_schema, "pg_catalog"):
        if plain.startswith(prefix + "."):
            plain = plain[len(prefix) + 1:]
    return SPELLINGS.get(plain.lower(), plain) + dimensions
