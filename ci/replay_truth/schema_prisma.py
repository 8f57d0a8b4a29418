"""The truth of a Prisma project: `schema.prisma`, one file or a folder of them, on PostgreSQL."""

import re

from .schema import Column, Schema, type_class

SCALARS = {"String": "text", "Int": "integer", "BigInt": "bigint", "Float": "double precision", "Boolean": "boolean",
           "DateTime": "timestamp without time zone", "Json": "jsonb", "Bytes": "bytea", "Decimal": "numeric"}
NATIVE = {"Text": "text", "VarChar": "character varying", "Char": "character", "Uuid": "uuid", "Date": "date",
          "Timestamp": "timestamp without time zone", "Timestamptz": "timestamp with time zone",
          "Time": "time without time zone", "Timetz": "time with time zone", "JsonB": "jsonb", "Json": "json",
          "SmallInt": "smallint", "Integer": "integer", "BigInt": "bigint", "Oid": "oid", "Real": "real",
          "DoublePrecision": "double precision", "Decimal": "numeric", "Money": "money", "ByteA": "bytea",
          "Bit": "bit", "VarBit": "bit varying", "Inet": "inet", "Citext": "citext", "Xml": "xml",
          "Boolean": "boolean"}


def truth(place, ignored=()):
    """The schema of a (repository, commit) from a file, or from all `.prisma` files of a folder (ending in `/`)."""
    def load(repository, commit):
        paths = [place] if place.endswith(".prisma") else [
            path for path in repository.paths(commit, place) if path.endswith(".prisma")]
        return read("\n".join(repository.text(commit, path) for path in paths), frozenset(ignored))
    return load


def read(text, ignored=frozenset()):
    """The tables of a schema text; views are no tables."""
    blocks = list(split_blocks(text))
    names = {}
    for kind, name, lines in blocks:
        if kind in ("model", "enum", "view"):
            mapped = block_attribute(lines, "map")
            schema = block_attribute(lines, "schema")
            names[name] = (kind, (schema + "." if schema and schema != "public" else "") + (mapped or name))
    models = {name: list(read_fields(lines)) for kind, name, lines in blocks if kind == "model"}
    tables, ignored = {}, set(ignored)
    for name, fields in models.items():
        keys = block_key(dict(((k, n), l) for k, n, l in blocks)["model", name])
        columns = {}
        for field in fields:
            if names.get(field.type, ("",))[0] in ("model", "view"):
                continue
            columns[field.column] = read_column(field, names, keys)
        tables[names[name][1]] = columns
    tables.update(join_tables(models, names))
    return Schema(tables, frozenset(ignored))


class Field:
    """One line of a model."""

    def __init__(self, name, kind, suffix, attributes):
        self.name, self.type, self.suffix, self.attributes = name, kind, suffix, attributes
        mapped = re.search(r'(?<![@\w])@map\(\s*(?:name:\s*)?"([^"]+)"', attributes)
        self.column = mapped.group(1) if mapped else name
        self.is_id = re.search(r"(?<![@\w])@id\b", attributes) is not None
        native = re.search(r"@\w+\.(\w+)(?:\(([^)]*)\))?", re.sub(r'"[^"]*"', '""', attributes))
        self.native = native.group(1) if native and "@db." in attributes else None


def split_blocks(text):
    """(kind, name, lines) of each top-level block, without comments."""
    kind = name = None
    lines = []
    for line in text.splitlines():
        line = strip_comment(line).strip()
        if kind is None:
            if opened := re.match(r"(model|enum|view|type|datasource|generator)\s+(\w+)\s*\{", line):
                kind, name, lines = opened.group(1), opened.group(2), []
        elif line == "}":
            yield kind, name, lines
            kind = None
        elif line:
            lines.append(line)


def strip_comment(line):
    """A line without `// ...`, which may stand in a string."""
    inside = False
    for at, sign in enumerate(line):
        if sign == '"' and line[at - 1:at] != "\\":
            inside = not inside
        if not inside and line.startswith("//", at):
            return line[:at]
    return line


def block_attribute(lines, name):
    """The string of `@@name("...")`."""
    for line in lines:
        if found := re.match(r'@@%s\(\s*(?:name:\s*)?"([^"]+)"' % name, line):
            return found.group(1)
    return None


def block_key(lines):
    """Field names of `@@id([...])`."""
    for line in lines:
        if found := re.match(r"@@id\(\s*(?:fields:\s*)?\[([^]]*)\]", line):
            return {part.split("(")[0].strip() for part in found.group(1).split(",")}
    return set()


def read_fields(lines):
    """The fields of a model."""
    for line in lines:
        if found := re.match(r'(\w+)\s+(Unsupported\("[^"]*"\)|\w+)(\[\]|\?)?\s*(.*)$', line):
            if not line.startswith("@@"):
                yield Field(*[part or "" for part in found.groups()])


def read_column(field, names, keys):
    """The column of a scalar or enum field. Lists are nullable in the database, as Prisma creates them."""
    if field.type.startswith("Unsupported"):
        base = type_class(re.search(r'"(.*)"', field.type).group(1))
    elif field.native:
        base = NATIVE[field.native]
    elif field.type in names:
        base = names[field.type][1]
    else:
        base = SCALARS[field.type]
    is_list = field.suffix == "[]"
    nullable = None if is_list else field.suffix == "?" and not (field.is_id or field.name in keys)
    return Column(base + "[]" * is_list, nullable)


def join_tables(models, names):
    """The tables of implicit many-to-many relations: `_AToB` with the keys of both as A and B."""
    sides = {}
    for name, fields in models.items():
        for field in fields:
            if field.suffix != "[]" or field.type not in models:
                continue
            given = re.search(r'@relation\(\s*(?:name:\s*)?"([^"]+)"', field.attributes)
            relation = given.group(1) if given else "To".join(sorted([name, field.type]))
            sides.setdefault((relation, tuple(sorted([name, field.type]))), []).append((name, field.type))
    for (relation, pair), ends in sides.items():
        if len(ends) == 2:
            yield "_" + relation, {"A": key_column(models[pair[0]], names), "B": key_column(models[pair[1]], names)}


def key_column(fields, names):
    """The type of a model's single-field key, as a required column."""
    key = next(field for field in fields if field.is_id)
    return Column(read_column(key, names, set()).type, False)
