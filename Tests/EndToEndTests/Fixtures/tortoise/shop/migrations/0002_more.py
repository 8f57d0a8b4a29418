from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.db_defaults import SqlDefault
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


async def fill(apps, schema_editor):
    User = apps.get_model("models.User")
    await User.filter(tier="silver").update(token="x")
    await schema_editor.client.execute_query("UPDATE plain SET text = $1 WHERE id = $2", ["a", 3])


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]

    operations = [
        ops.AddField(model_name="User", name="nick", field=fields.CharField(null=True, max_length=10, unique=True)),
        ops.AddField(model_name="User", name="rank", field=fields.IntField(db_default=0, db_index=True)),
        ops.AddField(model_name="User", name="home", field=fields.ForeignKeyField("models.Warehouse", source_field="home_id", null=True, db_constraint=True, to_field="id", related_name="people", on_delete=OnDelete.NO_ACTION)),
        ops.AddField(model_name="User", name="friends", field=fields.ManyToManyField("models.Warehouse", unique=True, through="user_friend", forward_key="wh_id", backward_key="user_id", related_name="friends")),
        ops.AlterField(model_name="User", name="age", field=fields.BigIntField(db_default=18)),
        ops.AlterField(model_name="User", name="email", field=fields.CharField(max_length=250, null=True, description="mail")),
        ops.AlterField(model_name="User", name="name", field=fields.CharField(max_length=250, unique=True, db_index=True)),
        ops.AlterField(model_name="User", name="words", field=fields.CharField(source_field="raw_words", max_length=32, db_default=SqlDefault("'a'"))),
        ops.AlterField(model_name="User", name="boss", field=fields.ForeignKeyField("models.User", source_field="boss_id", null=True, db_constraint=True, to_field="id", related_name="staff", on_delete=OnDelete.CASCADE)),
        ops.AlterField(model_name="User", name="friends", field=fields.ManyToManyField("models.Warehouse", unique=True, through="user_pal", forward_key="house_id", backward_key="user_id", related_name="friends")),
        ops.RenameField(model_name="User", old_name="score", new_name="points"),
        ops.RenameField(model_name="Lot", old_name="owner", new_name="holder"),
        ops.RemoveField(model_name="User", name="took"),
        ops.RemoveField(model_name="User", name="home"),
        ops.AddIndex(model_name="User", index=Index(fields=["born"])),
        ops.AddIndex(model_name="User", index=Index(fields=["born", "at"], name="born_at")),
        ops.RenameIndex(model_name="User", old_name="born_at", new_name="born_then"),
        ops.RenameIndex(model_name="User", old_fields=["born"], new_name="born_only"),
        ops.RemoveIndex(model_name="User", name="small_idx"),
        ops.RemoveIndex(model_name="User", fields=["name", "age"]),
        ops.AddConstraint(model_name="User", constraint=UniqueConstraint(fields=("born", "boss"))),
        ops.AddConstraint(model_name="User", constraint=UniqueConstraint(fields=("ref",), name="ref_once")),
        ops.AddConstraint(model_name="User", constraint=UniqueConstraint(fields=("token",), name="token_once", condition="active")),
        ops.AddConstraint(model_name="User", constraint=CheckConstraint(check="age > 0", name="age_ok")),
        ops.RenameConstraint(model_name="User", old_name="ref_once", new_name="ref_only"),
        ops.RenameConstraint(model_name="User", old_name="age_ok", new_name="age_fine"),
        ops.RemoveConstraint(model_name="User", fields=["name", "age"]),
        ops.RemoveConstraint(model_name="User", name="ref_only"),
        ops.AlterModelOptions(name="User", options={"table_description": "x"}),
        ops.RenameModel(old_name="Plain", new_name="Simple"),
        ops.DeleteModel(name="Tag"),
        ops.RunSQL("CREATE TABLE raw_table (id int primary key, a text); INSERT INTO raw_table VALUES (1, 'x')", "DROP TABLE raw_table"),
        ops.RunSQL(["ALTER TABLE raw_table ADD b int", ("UPDATE raw_table SET b = $1", [5])]),
        ops.RunSQL(ops.RunSQL.noop),
    ]
