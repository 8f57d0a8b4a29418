import os

TORTOISE_ORM = {
    "connections": {
        "default": {
            "engine": "tortoise.backends.asyncpg",
            "credentials": {
                "host": os.environ["PGHOST"],
                "port": 5432,
                "user": os.environ["PGUSER"],
                "password": None,
                "database": os.environ["PGDATABASE"],
            },
        },
    },
    "apps": {"models": {"models": ["shop.models"], "migrations": "shop.migrations", "default_connection": "default"}},
}
