"""The projects whose schema is known, one a line: name, revision, truth, folders of the histories it speaks of."""

import dataclasses
from typing import Callable

from . import diesel_schema, django_database, rails_dump, schema_prisma


@dataclasses.dataclass(frozen=True)
class Project:
    """`truth` gives the Schema of a (repository, commit); `roots` are the folders of the histories that it speaks of
    as the tool names them, None for all that the tool finds."""

    name: str
    revision: str
    truth: Callable
    roots: object = None


PROJECTS = [
    # data_migrations is made by a gem.
    Project("Freika/dawarich", "HEAD", rails_dump.schema("db/schema.rb", ignored={"data_migrations"}), {"db/migrate"}),
    Project("LemmyNet/lemmy", "439734dd638a", diesel_schema.truth("crates/db_schema_file/src/schema.rs",
                                                           ignored={"previously_run_sql", "utils.deps_saved_ddl"}),
            {"migrations"}),
    Project("alphagov/publishing-api", "HEAD", rails_dump.schema("db/schema.rb"), {"db/migrate"}),
    Project("code-corps/code-corps-api", "HEAD", rails_dump.structure("priv/repo/structure.sql"),
            {"priv/repo/migrations"}),
    Project("documenso/documenso", "HEAD", schema_prisma.truth("packages/prisma/schema.prisma"),
            {"packages/prisma/migrations"}),
    # email_verified_at keeps old values for a way back; the schema does not speak of it.
    Project("formbricks/formbricks", "HEAD", schema_prisma.truth("packages/database/schema/",
                                                                 ignored={"User.email_verified_at"}),
            {"packages/database/migration"}),
    # event_id is dropped outside of production only; the other three are made, or owned, by the extension pg_partman.
    Project("getlago/lago-api", "HEAD", rails_dump.structure("db/structure.sql", ignored={
        "cached_aggregations.event_id", "enriched_events_default", "partman.part_config",
        "partman.template_public_enriched_events"}), {"db/migrate"}),
    Project("ghostfolio/ghostfolio", "HEAD", schema_prisma.truth("prisma/schema.prisma"), {"prisma/migrations"}),
    # The commit that wrote the dump anew; at HEAD it is older than the migrations.
    Project("hexpm/hexpm", "9b7383ec50e748e799f90d83dd1cd6b94f5c34b7",
            rails_dump.structure("priv/repo/structure.sql"), {"priv/repo/migrations"}),
    Project("hoppscotch/hoppscotch", "HEAD", schema_prisma.truth("packages/hoppscotch-backend/prisma/schema.prisma"),
            {"packages/hoppscotch-backend/prisma/migrations"}),
    Project("langfuse/langfuse", "HEAD", schema_prisma.truth("packages/shared/prisma/schema.prisma"),
            {"packages/shared/prisma/migrations"}),
    Project("maybe-finance/maybe", "HEAD", rails_dump.schema("db/schema.rb"), {"db/migrate"}),
    # Oban makes its own tables.
    Project("mbta/arrow", "HEAD", rails_dump.structure("priv/repo/structure.sql", ignored={
        "oban_jobs", "oban_peers"}), {"priv/repo/migrations"}),
    Project("mitodl/bootcamp-ecommerce", "HEAD", django_database.truth()),
    Project("mitodl/micromasters", "HEAD", django_database.truth()),
    Project("mitodl/mit-learn", "HEAD", django_database.truth()),
    Project("mitodl/mitxpro", "HEAD", django_database.truth()),
    Project("mitodl/ocw-studio", "HEAD", django_database.truth()),
    Project("rubygems/rubygems.org", "HEAD", rails_dump.schema("db/schema.rb"), {"db/migrate"}),
    # A patch takes the path out of schema.rs, and puts a materialized view in.
    Project("rust-lang/crates.io", "HEAD", diesel_schema.truth("crates/crates_io_database/src/schema.rs",
                                                               ignored={"categories.path", "recent_crate_downloads"}),
            {"migrations"}),
    Project("thegoodparty/gp-api", "HEAD", schema_prisma.truth("prisma/schema/"), {"prisma/schema/migrations"}),
    # The events table stands in a schema that schema.prisma does not name; no migration drops it.
    Project("triggerdotdev/trigger.dev", "HEAD",
            schema_prisma.truth("internal-packages/database/prisma/schema.prisma",
                                ignored={"triggerdotdev_events.run_executions"}),
            {"internal-packages/database/prisma/migrations"}),
    Project("umami-software/umami", "HEAD", schema_prisma.truth("prisma/schema.prisma"), {"prisma/migrations"}),
]
