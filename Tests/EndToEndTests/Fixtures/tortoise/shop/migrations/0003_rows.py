from tortoise import migrations
from tortoise.migrations import operations as ops


async def fill(apps, schema_editor):
    User = apps.get_model("models.User")
    await User.filter(tier="silver").update(token="x")
    await schema_editor.client.execute_query("UPDATE simple SET text = $1 WHERE id = $2", ["a", 3])


class Migration(migrations.Migration):
    dependencies = [("models", "0002_more")]
    operations = [ops.RunPython(fill, ops.RunPython.noop)]
