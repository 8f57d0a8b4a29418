from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from enum import Enum
from piccolo.columns.base import OnDelete
from piccolo.columns.base import OnUpdate
from piccolo.columns.column_types import Array
from piccolo.columns.column_types import BigInt
from piccolo.columns.column_types import Boolean
from piccolo.columns.column_types import DoublePrecision
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Integer
from piccolo.columns.column_types import Numeric
from piccolo.columns.column_types import SmallInt
from piccolo.columns.column_types import Text
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Unique
import decimal

ID = "2024-02-01T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = ""


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="shop", description=DESCRIPTION
    )

    manager.rename_table(
        old_class_name="Line",
        old_tablename="line",
        new_class_name="Entry",
        new_tablename="entry",
        schema="sales",
    )

    manager.drop_column(
        table_class_name="User",
        tablename="user",
        column_name="name",
        db_column_name="name",
        schema=None,
    )

    manager.add_column(
        table_class_name="Warehouse",
        tablename="warehouses",
        column_name="main",
        db_column_name="main",
        column_class_name="ForeignKey",
        column_class=ForeignKey,
        params={
            "references": "self",
            "on_delete": OnDelete.cascade,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_column(
        table_class_name="Warehouse",
        tablename="warehouses",
        column_name="place",
        db_column_name="place",
        column_class_name="Text",
        column_class=Text,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.rename_column(
        table_class_name="User",
        tablename="user",
        old_column_name="initials",
        new_column_name="full_name",
        old_db_column_name="initials",
        new_db_column_name="full_name",
        schema=None,
    )

    manager.alter_column(
        table_class_name="Order",
        tablename="order",
        column_name="user",
        db_column_name="user",
        params={"unique": False, "index": False},
        old_params={"unique": True, "index": True},
        column_class=ForeignKey,
        old_column_class=ForeignKey,
        schema="sales",
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="age",
        db_column_name="age",
        params={"default": 5, "null": False},
        old_params={"default": None, "null": True},
        column_class=BigInt,
        old_column_class=Integer,
        schema=None,
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="small",
        db_column_name="small",
        params={"unique": True, "index": True},
        old_params={"unique": False, "index": False},
        column_class=SmallInt,
        old_column_class=SmallInt,
        schema=None,
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="active",
        db_column_name="active",
        params={"default": False},
        old_params={"default": True},
        column_class=Boolean,
        old_column_class=Boolean,
        schema=None,
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="price",
        db_column_name="price",
        params={"digits": (12, 3)},
        old_params={"digits": (10, 2)},
        column_class=Numeric,
        old_column_class=Numeric,
        schema=None,
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="exact",
        db_column_name="exact",
        params={"default": decimal.Decimal("0"), "digits": None},
        old_params={"default": 0.0, "digits": None},
        column_class=Numeric,
        old_column_class=DoublePrecision,
        schema=None,
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="tags",
        db_column_name="tags",
        params={
            "base_column": Text(
                default="",
                null=False,
                primary_key=False,
                unique=False,
                index=False,
                index_method=IndexMethod.btree,
                choices=None,
                db_column_name=None,
                secret=False,
            )
        },
        old_params={
            "base_column": Varchar(
                length=30,
                default="",
                null=False,
                primary_key=False,
                unique=False,
                index=False,
                index_method=IndexMethod.btree,
                choices=None,
                db_column_name=None,
                secret=False,
            )
        },
        column_class=Array,
        old_column_class=Array,
        schema=None,
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="tier",
        db_column_name="tier",
        params={
            "choices": Enum("Tier", {"SILVER": "silver", "PLATINUM": "platinum"})
        },
        old_params={
            "choices": Enum("Tier", {"SILVER": "silver", "GOLD": "gold"})
        },
        column_class=Varchar,
        old_column_class=Varchar,
        schema=None,
    )

    manager.alter_column(
        table_class_name="User",
        tablename="user",
        column_name="home",
        db_column_name="home",
        params={"on_delete": OnDelete.restrict},
        old_params={"on_delete": OnDelete.set_null},
        column_class=ForeignKey,
        old_column_class=ForeignKey,
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="User",
        tablename="user",
        constraint_name="grown",
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="User",
        tablename="user",
        constraint_name="once",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="User",
        tablename="user",
        constraint_name="once_more",
        constraint_class=Unique,
        params={"columns": ["full_name", "age"], "nulls_distinct": True},
        schema=None,
    )

    return manager
