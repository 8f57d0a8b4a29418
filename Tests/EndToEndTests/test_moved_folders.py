"""Migrations that were put into another folder while newer ones stay: the tables are where they were."""

from proof.small import SmallTest, sources

HEAD = 'exports.up = async (knex) => { '
BASE = {"knexfile.js": "module.exports = {client: 'pg'};\n",
        "db/migrations/1_orders.js": HEAD + "await knex.schema.createTable('orders', (t) => { t.increments('id'); "
        "t.string('tier'); }); };\n",
        "db/migrations/2_note.js": HEAD + "await knex.schema.table('orders', (t) => { t.string('note'); }); };\n",
        "db/migrations/3_more.js": HEAD + "await knex.schema.createTable('more', (t) => { t.integer('a'); }); };\n"}
REGISTRY = {"models/sources.yml": sources("orders", "more"),
            "models/stg_orders.sql": "select id, tier, note from {{ source('raw', 'orders') }}\n"}


class MovedFolders(SmallTest):
    def moved(self, *names, **more):
        change = {"db/migrations/" + name: None for name in names}
        change |= {"db/old_migrations/" + name: BASE["db/migrations/" + name] for name in names}
        return self.judged(BASE, change | {"db/migrations/" + k + ".js": v for k, v in more.items()}, REGISTRY,
                           into=str(abs(hash((names, *more)))))

    def test_the_tables_of_moved_migrations_stay(self):
        for names in (("1_orders.js",), ("1_orders.js", "2_note.js")):
            with self.subTest(names=names):
                report = self.moved(*names)
                self.assertEqual((report["exitStatus"], report["changes"]), (0, []), report["findings"])

    def test_what_a_new_migration_drops_is_seen(self):
        report = self.moved("1_orders.js", **{"4_drop": HEAD + "await knex.schema.table('orders', (t) => { "
                                             "t.dropColumn('tier'); }); };\n"})
        self.assertEqual(report["exitStatus"], 1)
        self.assertEqual([(c["kind"], c["columns"]) for c in report["changes"]], [("columnDropped", ["tier"])])
