"""Migrations that base could read and head cannot: nobody knows what they do, so nothing is called dropped."""

from proof.small import SmallTest, sources

REGISTRY = {"models/sources.yml": sources("orders", "users"),
            "models/stg_orders.sql": "select id, tier from {{ source('raw', 'orders') }}\n"}
ALEMBIC = {
    "alembic.ini": "[alembic]\nscript_location = alembic\nsqlalchemy.url = postgresql://localhost/shop\n",
    "alembic/env.py": "from alembic import context\n",
    "alembic/versions/a1.py": "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a1'\ndown_revision = None\n"
    "def upgrade():\n    op.create_table('orders', sa.Column('id', sa.Integer()), sa.Column('tier', sa.Text()))\n",
    "alembic/versions/a2.py": "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a2'\ndown_revision = 'a1'\n"
    "def upgrade():\n    op.add_column('orders', sa.Column('note', sa.Text()))\n"}
ROOT = ('<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">{}</databaseChangeLog>\n')
LIQUIBASE = {
    "src/main/resources/db/changelog/db.changelog-master.xml": ROOT.format(
        '<include file="db/changelog/orders.xml"/><include file="db/changelog/users.xml"/>'),
    "src/main/resources/db/changelog/orders.xml": ROOT.format(
        '<changeSet id="1" author="a"><createTable tableName="orders"><column name="id" type="int"/>'
        '<column name="tier" type="text"/></createTable></changeSet>'),
    "src/main/resources/db/changelog/users.xml": ROOT.format(
        '<changeSet id="2" author="a"><createTable tableName="users"><column name="id" type="int"/>'
        '</createTable></changeSet>')}


class UnreadableHead(SmallTest):
    def test_a_file_that_is_cut_off_or_in_conflict_leaves_the_verdict_open(self):
        for base in (ALEMBIC, LIQUIBASE):
            for path, text in base.items():
                if "ini" in path or "env" in path:
                    continue
                end = text.rindex("(" if path.endswith(".py") else "<") + 1
                middle = text.index("\n" if path.endswith(".py") else ">") + 1
                for name, broken in {"cut": text[:end],
                                     "conflict": text[:middle] + "<<<<<<< HEAD\n" + text[middle:]}.items():
                    with self.subTest(path=path, name=name):
                        report = self.judged(base, {path: broken}, REGISTRY, into=str(abs(hash((path, name)))))
                        self.assertEqual((report["exitStatus"], report["verdict"], report["changes"]),
                                         (2, "undetermined", []), report["blindSpots"])

    def test_a_drop_beside_it_is_still_seen(self):
        report = self.judged(ALEMBIC, {
            "alembic/versions/a2.py": ALEMBIC["alembic/versions/a2.py"].replace("'note'", "'note"),
            "alembic/versions/a3.py": "from alembic import op\nrevision = 'a3'\ndown_revision = 'a2'\n"
            "def upgrade():\n    op.drop_column('orders', 'tier')\n"}, REGISTRY)
        self.assertEqual(report["exitStatus"], 1)
        self.assertEqual([(c["kind"], c["columns"]) for c in report["changes"]], [("columnDropped", ["tier"])])
