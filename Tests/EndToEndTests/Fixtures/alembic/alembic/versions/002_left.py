"""One of two branches: a batch."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"


def upgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("street", sa.String(100), nullable=True))
        batch_op.alter_column("old", new_column_name="note", existing_type=sa.Text(), nullable=True)
        batch_op.drop_column("ratio")
        batch_op.create_unique_constraint("uq_users_street", ["street", "note"])
    op.alter_column("users", "small", type_=sa.String(10), postgresql_using="small::text")
    for name in ("one", "two"):
        op.add_column("teams", sa.Column(name, sa.Integer(), server_default="0", nullable=False))


def downgrade():
    pass
