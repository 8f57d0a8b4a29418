"""Runs the migrations of a Django project on an empty PostgreSQL database, with Django itself.

usage: django_migrate.py PROJECT < settings.json

Reads a JSON object: `database` (Django's connection settings), `rows` (whether programs of RunPython run). Prints a
JSON object: `apps` (labels of the repository's apps), `tables` (those that belong to other apps), `stubs` (modules
that are not installed or cannot be imported; their names are stand-ins).

The project's own settings and models are not loaded: only its migrations are, each app with the label that its
configuration says. Apps of other packages come from what is installed. A field class that is not there becomes a
column of the domain `stand_in`.
"""

import collections
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import sys
import types

CONTRIB = ("admin", "auth", "contenttypes", "sessions", "sites")
SKIPPED = {"node_modules", "venv", ".venv", "site-packages", "tests", "test", "testing", "test_apps"}


def settings_words(root):
    """First parts of the dotted names that settings files quote."""
    return {word for path in settings_files(root) for word in
            re.findall(r"[\"'](\w+)(?:\.[\w.]+)?[\"']", path.read_text("utf-8", "replace"))}


def find_apps(root):
    """(label, dotted name) of each folder with migrations below a folder of modules."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(n for n in names if n not in SKIPPED and not n.startswith("."))
        if os.path.basename(folder) == "migrations" and any(re.match(r"[a-z0-9]\w*\.py$", f) for f in files):
            package = pathlib.Path(folder).parent
            if package == pathlib.Path(root):
                continue
            texts = [f.read_text("utf-8", "replace") for f in pathlib.Path(folder).glob("[a-z0-9]*.py")]
            if any("migrations.Migration" in text or "Migration)" in text for text in texts):
                yield app_label(package), ".".join(package.relative_to(root).parts)


def app_label(package):
    """The label that the app's configuration says, else the folder's name."""
    for name in ("apps.py", "__init__.py", "app.py", "config.py"):
        path = package / name
        text = path.read_text("utf-8", "replace") if path.exists() else ""
        for found in re.finditer(r"^class \w+\([^)]*(?:Config|App)\w*\):\n((?:[ \t]+.*\n|\n)*)", text, re.M):
            label = re.search(r"^\s+label\s*=\s*[\"'](\w+)[\"']", found[1], re.M)
            if label:
                return label[1]
            dotted = re.search(r"^\s+name\s*=\s*[\"']([\w.]+)[\"']", found[1], re.M)
            if dotted:
                return dotted[1].split(".")[-1]
    return package.name


def settings_files(root):
    """The project's settings files, those higher up first."""
    paths = sorted(p for p in pathlib.Path(root).rglob("*settings*") if not SKIPPED & set(p.parts))
    files = {f for p in paths for f in (p.rglob("*.py") if p.is_dir() else [p]) if f.suffix == ".py"}
    return sorted(files, key=lambda p: (len(p.parts), p))


def read_setting(root, name):
    """A text that a settings file gives a name; None if none does."""
    for path in settings_files(root):
        found = re.search(rf"^{name}\s*(?::[^=\n]+)?=\s*\(?\s*[\"']([\w.]+)[\"']", path.read_text("utf-8", "replace"), re.M)
        if found:
            return found[1]
    return None


class StandInType(type):
    """A class all of whose names are stand-ins as well."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return make_stand_in(name)

    def __iter__(cls):
        return iter(())


def make_stand_in(name):
    from django.db import models
    return StandInType(name, (models.Field,), {
        "__init__": lambda self, *a, **k: models.Field.__init__(
            self, **{key: k[key] for key in ("null", "db_column", "primary_key", "unique", "default") if key in k}),
        "db_type": lambda self, connection: "stand_in",
        "get_default": lambda self: "",
    })


class StandInModule(types.ModuleType):
    """A module that has every name."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return make_stand_in(name)


class Imports(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules that are missing, or fail when they are loaded, become stand-ins."""

    def __init__(self, root):
        self.root, self.stubs, self.inner = str(root), set(), False

    def find_spec(self, name, path=None, target=None):
        if self.inner:
            return None
        self.inner = True
        try:
            spec = next((s for f in sys.meta_path if f is not self
                         for s in [f.find_spec(name, path, target)] if s), None)
        finally:
            self.inner = False
        if spec is None:
            parent = sys.modules.get(name.rpartition(".")[0])
            if not isinstance(parent, StandInModule) and not is_asked_by(self.root):
                return None
            self.stubs.add(name)
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        inside = (spec.origin or "").startswith(self.root) and ".migrations" not in name
        if (inside or is_asked_by(self.root) and ".migrations" not in name) and spec.loader is not None:
            spec.loader = Guarded(spec.loader, self)
        return spec

    def create_module(self, spec):
        return StandInModule(spec.name)

    def exec_module(self, module):
        pass


class Guarded(importlib.abc.Loader):
    """Loads a module of the project; one that fails keeps what it had and stands in for the rest."""

    def __init__(self, loader, imports):
        self.loader, self.imports = loader, imports

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        try:
            self.loader.exec_module(module)
        except Exception as error:  # noqa: BLE001  whatever the project's code does
            self.imports.stubs.add(f"{module.__name__}: {error!r}"[:200])
            module.__getattr__ = lambda name: make_stand_in(name) if not name.startswith("__") else _no(name)


def _no(name):
    raise AttributeError(name)


def configure(root, database):
    """Django with the settings that migrations depend on."""
    import django.conf
    user = read_setting(root, "AUTH_USER_MODEL")
    models = {name: read_setting(root, name) for name in os.environ.get("MODEL_SETTINGS", "").split(",") if name}
    django.conf.settings.configure(
        DATABASES={"default": database}, INSTALLED_APPS=[], STATIC_URL="/static/", AUTH_USER_MODEL=user or "auth.User", USE_TZ=True,
        DEFAULT_AUTO_FIELD=read_setting(root, "DEFAULT_AUTO_FIELD") or "django.db.models.AutoField",
        OAUTH2_PROVIDER_APPLICATION_MODEL="oauth2_provider.Application", SECRET_KEY="x", WAGTAIL_SITE_NAME="x",
        SITE_ID=1, AUDITLOG_TWO_STEP_MIGRATION=False, **{k: v for k, v in models.items() if v})
    import django
    django.setup()
    # Settings of the project that a module asks for and that are of no account here.
    type(django.conf.settings).__getattr__ = guarded_settings(type(django.conf.settings).__getattr__, root)


def guarded_settings(plain, root):
    def read(self, name):
        try:
            return plain(self, name)
        except AttributeError:
            if not is_asked_by(str(root)):
                raise
            return ""
    return read


def is_asked_by(root):
    """Whether the code that is at work stands in a file of the project: packages try for what they can do without."""
    frame = sys._getframe(2)
    while frame and ("importlib" in frame.f_code.co_filename or frame.f_code.co_filename == __file__
                     or frame.f_code.co_filename.endswith("django/conf/__init__.py")):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(root)


def register(name, label):
    """Makes an app known without its models."""
    from django.apps import AppConfig, apps
    module = importlib.import_module(name)
    config = AppConfig(name, module) if getattr(module, "__file__", None) else PathConfig(name, module)
    config.label, config.models, config.apps = label, {}, apps
    apps.app_configs[label] = config
    apps.clear_cache()


def installed_apps():
    """Label -> dotted name of apps with migrations among the installed packages."""
    found = {}
    for place in (pathlib.Path(p) for p in sys.path if p.endswith("site-packages")):
        for folder in sorted(place.glob("**/migrations")):
            parts = folder.parent.relative_to(place).parts
            texts = [f.read_text("utf-8", "replace") for f in folder.glob("0*.py")]
            if parts and not SKIPPED & set(parts) and any("Migration(" in text for text in texts):
                name = ".".join(parts)
                found.setdefault(app_label(folder.parent), name)
    return found


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    wanted = json.load(sys.stdin)
    sys.path.insert(0, str(root))
    os.chdir(root)
    imports = Imports(root)
    configure(root, wanted["database"])
    from django.apps import AppConfig, apps
    from django.db import connection, migrations, models
    from django.db.migrations import executor, loader, operations
    global PathConfig
    PathConfig = type("PathConfig", (AppConfig,), {"path": str(root)})
    sys.meta_path.insert(0, imports)
    with connection.cursor() as cursor:
        cursor.execute("create domain stand_in as text")
    for name in CONTRIB:
        register("django.contrib." + name, name)
    own, others, missing = dict(find_apps(root)), installed_apps(), set()
    words = settings_words(root)
    for label, name in sorted(others.items()):
        if label not in own and name.split(".")[0] in words:
            register(name, label)
    for label, name in sorted(own.items()):
        register(name, label)
    while True:
        state = loader.MigrationLoader.__new__(loader.MigrationLoader)
        state.connection, state.disk_migrations, state.applied_migrations = connection, None, None
        state.ignore_no_migrations, state.replace_migrations = True, True
        state.load_disk()
        named = {d[0] for m in state.disk_migrations.values() for d in m.dependencies} - set(apps.app_configs) - missing
        named.discard("__setting__")
        if not named:
            break
        for label in sorted(named):
            if label in others:
                register(others[label], label)
            else:
                missing.add(label)
    forget_blocks()
    stand_in_apps(missing, state.disk_migrations, migrations, models)
    plain = loader.MigrationLoader.load_disk

    def load_disk(self):
        plain(self)
        replaced = {key for migration in self.disk_migrations.values() for key in migration.replaces}
        for key, migration in STAND_INS.items():
            self.disk_migrations[key] = migration
            self.migrated_apps.add(key[0])
        for key, migration in self.disk_migrations.items():
            for position, dependency in enumerate(migration.dependencies):
                if dependency[0] in missing:
                    migration.dependencies[position] = (dependency[0], "0001_stand_in")
            migration.dependencies = [d for d in migration.dependencies if d[0] != "__setting__" and (
                d in self.disk_migrations or d in replaced or d[1].startswith("__"))]
            migration.run_before = [d for d in migration.run_before if d in self.disk_migrations]
    loader.MigrationLoader.load_disk = load_disk
    if not wanted.get("rows"):
        pass_over_programs(operations.RunPython, own)
    make_schemas(root, connection)
    run = executor.MigrationExecutor(connection)
    run.migrate(run.loader.graph.leaf_nodes())
    foreign = set()
    after = run.loader.project_state(run.loader.graph.leaf_nodes()).apps
    for model in after.get_models(include_auto_created=True):
        if model._meta.app_label not in own:
            foreign.add(model._meta.db_table)
    print(json.dumps({"apps": sorted(own), "tables": sorted(foreign), "stubs": sorted(imports.stubs),
                      "missing": sorted(missing)}), flush=True)
    os._exit(0)  # finalizers would import through what is torn down


def pass_over_programs(kind, own):
    """Programs of the project's apps do not run; those of packages do, which fill tables that others count on."""
    forwards = kind.database_forwards

    def run(self, label, editor, *more):
        if label in own:
            return
        forwards(self, label, editor, *more)
        # These rows want permissions, which Django only makes after the last migration.
        for table in {"wagtailcore_grouppagepermission"} & set(editor.connection.introspection.table_names()):
            editor.execute(f"delete from {table}")
    kind.database_forwards = run


def make_schemas(root, connection):
    """The schemas that table names in quotes speak of."""
    texts = [path.read_text("utf-8", "replace") for path in root.glob("**/migrations/*.py")]
    names = {name for text in texts for name in re.findall(r"""db_table['"]?[=:]\s*['"]\\?"(\w+)\\?"\.""", text)}
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute(f'create schema if not exists "{name}"')


def forget_blocks():
    """Blocks of Wagtail's streams look models up that are not loaded; they are of no account for a column."""
    if "wagtail.fields" in sys.modules:
        from django.db import models
        from wagtail.fields import StreamField

        def deconstruct(self):
            name, path, _, options = models.Field.deconstruct(self)
            return name, path, [[]], options
        StreamField.deconstruct = deconstruct


STAND_INS = collections.OrderedDict()


def stand_in_apps(labels, disk, migrations, models):
    """One migration for each app that is not there, with the models that others name."""
    named = {label: set() for label in labels}
    for migration in disk.values():
        for operation in walk(migration.operations):
            fields = [f for _, f in getattr(operation, "fields", []) or []] if not isinstance(
                getattr(operation, "fields", None), dict) else []
            fields += [operation.field] if hasattr(operation, "field") else []
            for field in fields:
                remote = getattr(field, "remote_field", None)
                for model in (getattr(remote, "model", None), getattr(remote, "through", None)):
                    if isinstance(model, str) and model.split(".")[0] in named:
                        named[model.split(".")[0]].add(model.split(".")[1])
            for base in getattr(operation, "bases", ()) or ():
                if isinstance(base, str) and base.split(".")[0] in named:
                    named[base.split(".")[0]].add(base.split(".")[1])
    for label, names in sorted(named.items()):
        made = migrations.Migration("0001_stand_in", label)
        made.operations = [migrations.CreateModel(name, [("id", models.AutoField(primary_key=True))])
                           for name in sorted(names)]
        STAND_INS[label, "0001_stand_in"] = made


def walk(operations):
    for operation in operations:
        yield operation
        yield from walk(getattr(operation, "database_operations", ()))
        yield from walk(getattr(operation, "state_operations", ()) or ())


if __name__ == "__main__":
    main()
