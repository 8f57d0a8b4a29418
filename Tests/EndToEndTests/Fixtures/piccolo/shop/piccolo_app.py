import pathlib

from piccolo.conf.apps import AppConfig

APP_CONFIG = AppConfig(
    app_name="shop",
    migrations_folder_path=str(pathlib.Path(__file__).parent / "piccolo_migrations"),
    table_classes=[],
    migration_dependencies=[],
    commands=[],
)
