from enum import Enum, IntEnum
from uuid import uuid4
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.db_defaults import Now, RandomHex, SqlDefault
from tortoise.indexes import Index
from tortoise.contrib.postgres.indexes import GinIndex
from tortoise.contrib.postgres.fields import ArrayField, TSVectorField
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Tier(str, Enum):
    SILVER = "silver"
    PLATINUM = "platinum"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateSchema("audit"),
        ops.CreateModel(
            name="Alert",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("warehouse", fields.ForeignKeyField("models.Warehouse", source_field="warehouse_id", db_constraint=True, to_field="id", related_name="alerts", on_delete=OnDelete.CASCADE)),
                ("message", fields.TextField(unique=False)),
            ],
            options={"table": "alert", "app": "models", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Warehouse",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("code", fields.CharField(unique=True, max_length=20, db_index=True)),
            ],
            options={"table": "warehouse", "app": "models", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="User",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=200)),
                ("email", fields.CharField(max_length=120, unique=True, null=True)),
                ("age", fields.IntField(null=True, db_index=True)),
                ("small", fields.SmallIntField(db_default=3)),
                ("big", fields.BigIntField(default=7)),
                ("active", fields.BooleanField(db_default=True)),
                ("price", fields.DecimalField(max_digits=10, decimal_places=2, db_default="1.50")),
                ("born", fields.DateField(null=True)),
                ("seen", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("made", fields.DatetimeField(db_default=Now())),
                ("at", fields.TimeField(null=True)),
                ("took", fields.TimeDeltaField(null=True)),
                ("score", fields.FloatField(null=True)),
                ("data", fields.JSONField(null=True)),
                ("ref", fields.UUIDField(default=uuid4)),
                ("blob", fields.BinaryField(null=True)),
                ("tier", fields.CharEnumField(description="SILVER: silver\nPLATINUM: platinum", enum_type=Tier, db_default="silver")),
                ("level", fields.IntEnumField(description="LOW: 1\nHIGH: 2", enum_type=Level, default=Level.LOW)),
                ("token", fields.CharField(max_length=32, db_default=RandomHex())),
                ("words", fields.CharField(source_field="raw_text", max_length=32, db_default=SqlDefault("'a'"))),
                ("tags", ArrayField(element_type="text", null=True)),
                ("boss", fields.ForeignKeyField("models.User", source_field="boss_id", null=True, db_constraint=True, to_field="id", related_name="staff", on_delete=OnDelete.SET_NULL)),
                ("base", fields.OneToOneField("models.Warehouse", source_field="base_ref", null=True, db_constraint=True, to_field="id", related_name="chief", on_delete=OnDelete.RESTRICT)),
            ],
            options={"table": "user", "app": "models", "pk_attr": "id", "unique_together": (("name", "boss"), ("name", "age")), "indexes": [("boss", "words"), Index(fields=["name", "age"]), Index(fields=["small"], name="small_idx"), GinIndex(fields=["data"])], "table_description": "People's table"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Tag",
            fields=[
                ("slug", fields.CharField(max_length=50, primary_key=True, unique=True, db_index=True)),
                ("users", fields.ManyToManyField("models.User", unique=True, db_constraint=True, through="tag_user", forward_key="user_id", backward_key="tag_id", related_name="tags_of", on_delete=OnDelete.CASCADE)),
                ("houses", fields.ManyToManyField("models.Warehouse", unique=False)),
            ],
            options={"app": "models", "schema": "audit"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Profile",
            fields=[
                ("user", fields.OneToOneField("models.User", source_field="user_id", primary_key=True, db_index=True, db_constraint=True, to_field="id", related_name="profile", on_delete=OnDelete.CASCADE)),
                ("bio", fields.TextField(null=True, unique=False)),
            ],
            options={"table": "profile", "app": "models", "pk_attr": "user_id"},
            bases=["Model"],
        ),
        ops.CreateModel(name="Lot", fields=[("text", fields.TextField()), ("owner", fields.ForeignKeyField("models.User", related_name="lots")), ("spot", fields.ForeignKeyField("models.Profile", related_name="lots", null=True)), ("code", fields.ForeignKeyField("models.Warehouse", to_field="code", related_name="lots", db_index=True, unique=True))], options={}),
        ops.CreateModel(name="Plain", fields=[("text", fields.TextField())], options={"constraints": (CheckConstraint(check="char_length(text) > 0", name="plain_check"),)}),
    ]
