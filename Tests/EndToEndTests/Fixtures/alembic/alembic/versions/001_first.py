"""Tables, keys, enumerations, types of PostgreSQL."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def timestamps():
    return (
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("updated_at", sa.DateTime()),
    )


def upgrade():
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False, unique=True),
        *timestamps(),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("team_id", sa.Integer(), sa.ForeignKey("teams.id", ondelete="CASCADE"), index=True),
        sa.Column("tier", sa.Enum("premium", "standard", name="tier"), server_default="standard"),
        sa.Column("role", sa.Enum("admin", "member", name="role", native_enum=False)),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True)),
        sa.Column("score", sa.Numeric(10, 2)),
        sa.Column("double", sa.Integer(), sa.Computed("number * 2", persisted=True)),
        sa.Column("tags", postgresql.ARRAY(sa.String(20))),
        sa.Column("data", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("ratio", sa.Float()),
        sa.Column("weight", sa.Double()),
        sa.Column("due", sa.Date()),
        sa.Column("at", sa.Time(timezone=True)),
        sa.Column("span", sa.Interval()),
        sa.Column("flag", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("small", sa.SmallInteger),
        sa.Column("moment", postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("address", postgresql.INET()),
        sa.Column("period", postgresql.TSTZRANGE()),
        sa.Column("free", sa.Uuid()),
        sa.Column("old", sa.Text()),
        *timestamps(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", "tier"),
        sa.CheckConstraint("score >= 0", name="score_is_positive"),
    )
    op.create_index(op.f("ix_users_email"), "users", ["email"], unique=False)
    op.execute("CREATE SCHEMA app")
    op.create_table(
        "pairs",
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("left", "right"),
        schema="app",
    )


def downgrade():
    op.drop_table("pairs", schema="app")
    op.drop_table("users")
    op.drop_table("teams")
