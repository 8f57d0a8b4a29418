import os

from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine

DB = PostgresEngine(
    config={"host": os.environ["PGHOST"], "user": os.environ["PGUSER"], "database": os.environ["PGDATABASE"]}
)
APP_REGISTRY = AppRegistry(apps=["shop.piccolo_app"])
