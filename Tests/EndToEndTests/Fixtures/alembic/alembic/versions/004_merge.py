"""The merge of both branches, and what comes after it."""

import sqlalchemy as sa
from alembic import context, op

revision = "004"
down_revision = ("002", "003")

teams = sa.table("teams", sa.column("name", sa.String), sa.column("one", sa.Integer))


def upgrade():
    op.drop_table("gone")
    if context.get_context().dialect.name == "postgresql":
        op.add_column("teams", sa.Column("kind", sa.CHAR(2)))
    else:
        op.drop_table("teams")
    op.execute(teams.update().where(teams.c.one == 0).values(name="none"))
    op.create_foreign_key("fk_couples", "couples", "teams", ["left"], ["id"], source_schema="app")
    op.drop_constraint("score_is_positive", "users", type_="check")
    op.alter_column("teams", "updated_at", nullable=False, server_default=sa.text("now()"))


def downgrade():
    pass
