"""The other branch: SQL, a type that is swapped, a table moved."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "001"
TABLE = "users"


def upgrade():
    op.execute("ALTER TYPE tier RENAME TO tier_old")
    op.execute("CREATE TYPE tier AS ENUM ('gold', 'silver')")
    op.execute("ALTER TABLE users ALTER COLUMN tier DROP DEFAULT")
    op.alter_column(
        TABLE,
        "tier",
        type_=sa.Enum("gold", "silver", name="tier"),
        existing_type=sa.Enum("premium", "standard", name="tier_old"),
        postgresql_using="(CASE tier::text WHEN 'premium' THEN 'gold' ELSE 'silver' END)::tier",
    )
    op.execute("DROP TYPE tier_old")
    op.execute(f"ALTER TABLE {TABLE} ADD COLUMN extra text[], ADD COLUMN more varchar(5) NOT NULL DEFAULT 'x'")
    op.execute(sa.text("CREATE VIEW names AS SELECT id, email FROM users"))
    op.rename_table("pairs", "couples", schema="app")
    op.create_table("gone", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    pass
