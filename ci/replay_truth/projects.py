"""The projects whose schema is known, one a line: name, revision, truth, folders of the histories it speaks of."""

import dataclasses
from typing import Callable

from . import diesel_schema, schema_prisma


@dataclasses.dataclass(frozen=True)
class Project:
    """`truth` gives the Schema of a (repository, commit); `roots` are the folders of the histories that it speaks of
    as the tool names them, None for all that the tool finds."""

    name: str
    revision: str
    truth: Callable
    roots: object = None


PROJECTS = [
    Project("LemmyNet/lemmy", "439734dd638a", diesel_schema.truth("crates/db_schema_file/src/schema.rs",
                                                           ignored={"previously_run_sql"}), {"migrations"}),
    Project("documenso/documenso", "HEAD", schema_prisma.truth("packages/prisma/schema.prisma"),
            {"packages/prisma/migrations"}),
    Project("formbricks/formbricks", "HEAD", schema_prisma.truth("packages/database/schema/"),
            {"packages/database/migration"}),
    Project("langfuse/langfuse", "HEAD", schema_prisma.truth("packages/shared/prisma/schema.prisma"),
            {"packages/shared/prisma/migrations"}),
    Project("thegoodparty/gp-api", "HEAD", schema_prisma.truth("prisma/schema/"), {"prisma/schema/migrations"}),
]
